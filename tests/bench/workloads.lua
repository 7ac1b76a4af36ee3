-- The training steps that are timed, written as a student writes them. Each entry makes a function
-- that takes so many steps. The first four are those of peer.py; the others are the first once
-- more by other means: a module of one's own with a penalty and kept losses, and fit.

local M = {}

-- Rows are the same for every run, drawn from a seed of their own.
local function images(rows, width, classes)
  local labels = {}
  for i = 1, rows do labels[i] = (i * 7919) % classes + 1 end
  return rand(rows, width), tensor(labels)
end

local function moons()
  local ds = data.moons{n = 1000, noise = 0.2, seed = 7}
  return ds.x, ds.y
end

local function looped(model, crit, opt, x, y, batch)
  local full, k = #x // batch, 0
  return function(count)
    for _ = 1, count do
      local row = k % full * batch + 1
      k = k + 1
      local xb, yb = x:narrow(1, row, batch), y:narrow(1, row, batch)
      opt:zero_grad()
      local loss = crit(model(xb), yb)
      loss:backward()
      opt:step()
    end
  end
end

function M.W1()
  local x, y = moons()
  local model = nn.Sequential{nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(),
    nn.Linear(16, 1)}
  local opt = optim.SGD(model:parameters(), {lr = 0.1, momentum = 0.9})
  return looped(model, nn.BCEWithLogitsLoss(), opt, x, y, 32)
end

function M.W2()
  local x, y = moons()
  local model = nn.Sequential{nn.Linear(2, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 64),
    nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 2)}
  local opt = optim.Adam(model:parameters(), {lr = 1e-3})
  return looped(model, nn.CrossEntropyLoss(), opt, x, y:reshape(-1) + 1, 32)
end

function M.W3()
  local x, y = images(4096, 784, 10)
  local model = nn.Sequential{nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(),
    nn.Linear(128, 10)}
  local opt = optim.SGD(model:parameters(), {lr = 0.01, momentum = 0.9})
  return looped(model, nn.CrossEntropyLoss(), opt, x, y, 64)
end

function M.W4()
  local x, y = images(4096, 784, 10)
  local model = nn.Sequential{nn.Linear(784, 1024), nn.ReLU(), nn.Linear(1024, 1024), nn.ReLU(),
    nn.Linear(1024, 10)}
  local opt = optim.Adam(model:parameters(), {lr = 1e-3})
  return looped(model, nn.CrossEntropyLoss(), opt, x, y, 128)
end

M["W1 own module"] = function()
  local x, y = moons()
  local model = nn.Module{a = nn.Linear(2, 16), b = nn.Linear(16, 16), c = nn.Linear(16, 1),
    act = nn.Tanh(),
    forward = function(self, v) return self.c(self.act(self.b(self.act(self.a(v))))) end}
  local opt = optim.SGD(model:parameters(), {lr = 0.1, momentum = 0.9})
  local crit, reg, k = nn.BCEWithLogitsLoss(), nn.reg.L2(1e-4), 0
  return function(count)
    local losses = {}
    for _ = 1, count do
      local row = k % 31 * 32 + 1
      k = k + 1
      local xb, yb = x:narrow(1, row, 32), y:narrow(1, row, 32)
      opt:zero_grad()
      local loss = crit(model(xb), yb) + reg(model)
      loss:backward()
      opt:step()
      losses[#losses + 1] = loss:item()
    end
  end
end

M["W1 by fit"] = function()
  local ds = data.moons{n = 992, noise = 0.2, seed = 7} -- 31 whole batches, as in the loop
  local model = mlp(2, 16, 16, 1, {act = "tanh"})
  local opt = optim.SGD(model:parameters(), {lr = 0.1, momentum = 0.9})
  return function(count)
    fit(model, ds, {epochs = math.max(1, count // 31), batch = 32, optimizer = opt, shuffle = false,
      verbose = false})
    return math.max(1, count // 31) * 31 -- steps really taken
  end
end

M.order = {"W1", "W2", "W3", "W4", "W1 own module", "W1 by fit"}
M.about = {
  W1 = "2-16-16-1 tanh, BCE, SGD momentum, batch 32",
  W2 = "2-64-64-2 ReLU, dropout, CE, Adam, batch 32",
  W3 = "784-256-128-10 ReLU, CE, SGD momentum, 64",
  W4 = "784-1024-1024-10 ReLU, CE, Adam, 128",
  ["W1 own module"] = "nn.Module, + L2 penalty, losses kept",
  ["W1 by fit"] = "the same steps, and a look at each epoch",
}
-- Which of PyTorch's a workload stands beside.
M.peer = {["W1 own module"] = "W1", ["W1 by fit"] = "W1"}

return M
