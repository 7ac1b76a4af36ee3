-- How many training steps a second of processor time brings, written as a student's loop.
-- Usage: build/gradus tests/bench/run.lua [SECONDS]   (per workload; 1 unless given)
-- Beside each rate stands PyTorch's for the same step, on one thread, where a python3 has it
-- (tests/bench/peer.py).

local sys = require "gradus.sys"

local seconds = tonumber(arg[1]) or 1

local workloads = {
  { name = "tiny", dims = { 2, 16, 16, 1 }, layer = nn.Tanh, batch = 32, rows = 992 },
  { name = "small", dims = { 2, 64, 64, 2 }, layer = nn.ReLU, batch = 32, rows = 992 },
  { name = "digits", dims = { 784, 256, 128, 10 }, layer = nn.ReLU, batch = 64, rows = 4096 },
  { name = "large", dims = { 784, 1024, 1024, 10 }, layer = nn.ReLU, batch = 128, rows = 4096 },
}

local function network(w)
  local layers = {}
  for i = 2, #w.dims do
    layers[#layers + 1] = nn.Linear(w.dims[i - 1], w.dims[i])
    if i < #w.dims then layers[#layers + 1] = w.layer() end
  end
  return nn.Sequential(layers)
end

-- One output: two classes by a logit. Several: class labels.
local function targets(w)
  local classes = w.dims[#w.dims]
  if classes == 1 then return rand(w.rows, 1):gt(0.5), nn.BCEWithLogitsLoss() end
  local labels = {}
  for i = 1, w.rows do labels[i] = (i * 7919) % classes + 1 end
  return tensor(labels), nn.CrossEntropyLoss()
end

-- Returns a function that makes `count` steps.
local function stepper(w)
  local model, x, y, crit = network(w), randn(w.rows, w.dims[1]), targets(w)
  local opt = optim.SGD(model:parameters(), { lr = 0.01, momentum = 0.9 })
  local row = 1
  return function(count)
    for _ = 1, count do
      local xb, yb = x:narrow(1, row, w.batch), y:narrow(1, row, w.batch)
      local loss = crit(model(xb), yb)
      opt:zero_grad()
      loss:backward()
      opt:step()
      row = (row + w.batch - 1) % w.rows + 1
    end
  end
end

local function rate(w)
  local step = stepper(w)
  local count, used = 1, 0
  while used < seconds / 10 do -- warm up, and find how many steps fill the time
    count = count * 2
    local start = sys.cpu()
    step(count)
    used = sys.cpu() - start
  end
  count = math.ceil(count * seconds / used)
  local start = sys.cpu()
  step(count)
  return count / (sys.cpu() - start)
end

-- The python3 found first may be one without PyTorch.
local function peer_rate(w)
  for _, python in ipairs { "python3", "/usr/bin/python3" } do
    local pipe = io.popen(("%s tests/bench/peer.py %s %d %d %g 2>/dev/null"):format(
      python, table.concat(w.dims, "-"), w.batch, w.rows, seconds))
    local value = pipe and pipe:read "n"
    if pipe then pipe:close() end
    if value then return value end
  end
end

seed(1)
print "steps per second of processor time        Gradus   PyTorch   ratio"
for _, w in ipairs(workloads) do
  local own, peer = rate(w), peer_rate(w)
  local title = ("%-8s %s, batch %d"):format(w.name, table.concat(w.dims, "-"), w.batch)
  print(("%-38s %9.0f %9s %7s"):format(title, own, peer and ("%.0f"):format(peer) or "-",
    peer and ("%.1f"):format(own / peer) or "-"))
end
