--- Tests of what the coach knows of rows, parts of the data and networks where scripts are written
-- in unusual ways: by hand, through a frozen network, through a clone. What is right in such ways
-- stands in tests/coach/tuning.

local T = require "gradus_test"
local coach = require "gradus.coach"
local listen = require "gradus.coach.listen"

local function findings(fn)
  coach.reset()
  coach.on()
  seed(1)
  fn()
  local all = coach.findings
  T.eq(listen.failures, {})
  return all
end

local function first(code, name, fn)
  T.test(code .. " is named first: " .. name, function()
    local all = findings(fn)
    T.eq(all[1] and all[1].code, code)
  end)
end

local function silent(name, fn)
  T.test("nothing is said of " .. name, function()
    local loud = {}
    for _, one in ipairs(findings(fn)) do
      if one.severity ~= "note" then loud[#loud + 1] = one.code end
    end
    T.eq(loud, {})
  end)
end

local function has(code, findings_)
  for _, one in ipairs(findings_) do
    if one.code == code then return true end
  end
  return false
end

local function moons()
  return data.moons{n = 200, noise = 0.1, seed = 1}:split{train = 0.6, val = 0.2, test = 0.2,
    seed = 1}
end

local function joined(a, b)
  return data.from(cat({a.x, b.x}, 1), cat({a.y, b.y}, 1), {task = a.task})
end

local crit = nn.BCEWithLogitsLoss()

-- Some epochs; change(x): what is done to the inputs of a batch.
local function train(model, ds, opt, change)
  for _ = 1, 10 do
    for x, y in ds:batches(20, {shuffle = true}) do
      opt:zero_grad()
      crit(model(change and change(x) or x), y):backward()
      opt:step()
    end
  end
end

-- ---- rows of the test set ---------------------------------------------------------------------

first("G0104", "steps by hand on gathered gradients", function()
  local ds, _, test = moons()
  ds = joined(ds, test)
  local model, v = mlp(2, 16, 1), {}
  for i, p in ipairs(model:parameters()) do v[i] = zeros_like(p) end
  for _ = 1, 10 do
    for x, y in ds:batches(20) do
      model:zero_grad()
      crit(model(x), y):backward()
      for i, p in ipairs(model:parameters()) do
        v[i]:mul_(0.9):add_(p.grad)
        p:sub_(v[i] * 0.05)
      end
    end
  end
  accuracy(model, test)
end)

first("G0104", "noise on the rows", function()
  local ds, _, test = moons()
  local model = mlp(2, 16, 1)
  train(model, joined(ds, test), optim.Adam(model), function(x) return x + randn(x.shape) * 0.1 end)
  accuracy(model, test)
end)

silent("all rows, after the test set was measured", function()
  local ds, val, test = moons()
  local model = mlp(2, 16, 1)
  local opt = optim.Adam(model)
  train(model, ds, opt)
  accuracy(model, val)
  accuracy(model, test)
  train(model, joined(ds, test), opt)
end)

silent("another data set's test rows in a first training", function()
  local ds, _, test = data.moons{n = 200, noise = 0.3, seed = 2}:split{seed = 1}
  local model = mlp(2, 16, 1)
  local opt = optim.Adam(model)
  train(model, joined(ds, test), opt, function(x) return x + randn(x.shape) * 0.1 end)
  local own, val, last = moons()
  train(model, own, opt)
  accuracy(model, val)
  accuracy(model, last)
end)

for name, renew in pairs{
  ["numbers of another network"] = function(m) m:load_state_dict(mlp(2, 16, 1):state_dict()) end,
  ["first weights drawn anew"] = function(m) m:reset() end,
  ["first weights by an initializer"] = function(m)
    for _, p in ipairs(m:parameters()) do nn.init.uniform_(p, -0.5, 0.5) end
  end} do
  silent("splits anew with " .. name, function()
    local model = mlp(2, 16, 1)
    for round = 1, 3 do
      local ds, test = data.moons{n = 200, seed = 1}:split{train = 0.7, test = 0.3, seed = round}
      renew(model)
      train(model, ds, optim.Adam(model))
      accuracy(model, test)
    end
  end)
end

-- ---- choices ----------------------------------------------------------------------------------

-- Three rates, each scored on the test set. build(): what is trained, and what is measured.
local function three_rates(build)
  for _, lr in ipairs{0.003, 0.01, 0.03} do
    local ds, _, test = moons()
    local trained, measured, after = build()
    train(measured == trained and trained or measured, ds, optim.Adam(trained, {lr = lr}))
    if after then after() end
    accuracy(measured, test)
  end
end

first("G0605", "a frozen network before the one that is trained", function()
  three_rates(function()
    local body, head = nn.Sequential{nn.Linear(2, 16), nn.Tanh()}, nn.Linear(16, 1)
    for _, p in ipairs(body:parameters()) do p:requires_grad_(false) end
    return head, nn.Sequential{body, head}
  end)
end)

first("G0605", "a clone of the trained network is measured", function()
  for _, lr in ipairs{0.003, 0.01, 0.03} do
    local ds, _, test = moons()
    local model = mlp(2, 16, 1)
    train(model, ds, optim.Adam(model, {lr = lr}))
    accuracy(model:clone(), test)
  end
end)

first("G0605", "the training rows go through last", function()
  for _, lr in ipairs{0.003, 0.01, 0.03} do
    local ds, _, test = moons()
    local model = mlp(2, 16, 1)
    train(model, ds, optim.Adam(model, {lr = lr}))
    local a, b = no_grad(function() return model(test.x), model(ds.x) end)
    local _ = (a - b:mean()):gt(0):eq(test.y):mean():item()
  end
end)

-- ---- scales -----------------------------------------------------------------------------------

first("G0102", "a slow average in other units", function()
  local ds, _, test = moons()
  local model = mlp(2, 16, 1)
  local slow = model:clone()
  train(model, ds, optim.Adam(model))
  no_grad(function()
    local from = model:parameters()
    for i, p in ipairs(slow:parameters()) do p:mul_(0.5):add_(from[i] * 0.5) end
  end)
  accuracy(slow, data.from(test.x * 40 + 20, test.y, {task = test.task}))
end)

-- ---- rows kept for judging ---------------------------------------------------------------------

-- What is noted of looks(model, val) after each of six epochs.
local function notes_of_looks(look)
  return findings(function()
    local ds, val = moons()
    local model = mlp(2, 16, 1)
    local opt = optim.Adam(model)
    for _ = 1, 6 do
      train(model, ds, opt)
      look(model, val)
    end
  end)
end

T.test("G0609 is noted where the rows kept apart change, not where they are the same", function()
  local function loss(model, x, val) return crit(model(x), val.y):item() end
  T.ok(has("G0609", notes_of_looks(function(model, val)
    loss(model, val.x + randn(val.x.shape) * 0.1, val)
  end)))
  local noise = randn(40, 2) * 0.1
  T.ok(not has("G0609", notes_of_looks(function(model, val)
    loss(model, val.x + noise, val)
    loss(model, val.x, val)
  end)))
  T.ok(not has("G0609", notes_of_looks(function(model, val)
    for x, y in val:batches(10, {shuffle = true}) do crit(model(x), y):item() end
  end)))
  T.ok(not has("G0609", notes_of_looks(function(model, val)
    local x = val.x:clone():requires_grad_()
    crit(model(x), val.y):backward()
    loss(model, (val.x + x.grad:sign() * 0.1):detach(), val)
  end)))
end)

T.test("G0606 is silent where answers on rows kept apart are counted by hand", function()
  T.ok(not has("G0606", notes_of_looks(function(model, val)
    local _ = model(val.x):gt(0):eq(val.y):mean():item()
  end)))
end)

-- ---- pairs ------------------------------------------------------------------------------------

first("G0106", "rows one by one", function()
  local ds = moons()
  local x = ds.x:index_select(1, randperm(#ds))
  local model = mlp(2, 16, 1)
  local opt = optim.SGD(model, {lr = 0.1})
  for i = 1, 60 do
    opt:zero_grad()
    crit(model(x[i]:reshape(1, 2)), ds.y[i]:reshape(1, 1)):backward()
    opt:step()
  end
end)

first("G0106", "rows cut into parts and put together again", function()
  local x = randn(200, 8)
  local ds = data.from(x, x:sum(2):gt(0), {task = "binary"})
  local order = randperm(200)
  local one, all = mlp(2, 8, 4), mlp(4, 1)
  local opt = optim.Adam(nn.Sequential{one, all})
  for _ = 1, 30 do
    local parts = one(ds.x:index_select(1, order):reshape(800, 2)):reshape(200, 4, 4)
    opt:zero_grad()
    crit(all(parts:sum(2)), ds.y):backward()
    opt:step()
  end
end)

first("G0106", "targets that a network has made", function()
  local teacher, x = mlp(3, 8, 1), randn(200, 3)
  local ds = data.from(x, no_grad(function() return teacher(x) end), {task = "regression"}):split()
  ds.x = ds.x:index_select(1, randperm(#ds))
  local model, mse = mlp(3, 16, 1), nn.MSELoss()
  local opt = optim.Adam(model)
  for _ = 1, 30 do
    opt:zero_grad()
    mse(model(ds.x), ds.y):backward()
    opt:step()
  end
end)

first("G0106", "inputs that are to be given again", function()
  local x = randn(200, 5)
  local ds = data.from(x, x, {task = "regression"}):split()
  ds.x = ds.x:index_select(1, randperm(#ds))
  local model, mse = mlp(5, 3, 5), nn.MSELoss()
  local opt = optim.Adam(model)
  for _ = 1, 30 do
    opt:zero_grad()
    mse(model(ds.x), ds.y):backward()
    opt:step()
  end
end)

-- ---- accumulating -----------------------------------------------------------------------------

-- Four backwards for each step; scale(loss): what backward gets.
local function accumulate(scale)
  local ds = moons()
  local model = mlp(2, 16, 1)
  local opt = optim.Adam(model)
  for _ = 1, 10 do
    opt:zero_grad()
    for x, y in ds:batches(30) do scale(crit(model(x), y)):backward() end
    opt:step()
  end
end

T.test("a loss that is not made k times smaller is accumulated", function()
  for factor, is_sum in pairs{[1] = true, [2] = true, [1 / 2] = true, [1 / 4] = false,
    [1 / 120] = false} do
    T.eq(has("G0202", findings(function()
      accumulate(function(loss) return loss * factor end)
    end)), is_sum)
  end
  T.ok(not has("G0202", findings(function()
    accumulate(function(loss) return loss * 2 / 8 end)
  end)))
end)

-- ---- modes and graphs ---------------------------------------------------------------------------

first("G0203", "batch normalisation of the data", function()
  local ds, val = moons()
  local model = nn.Sequential{nn.BatchNorm1d(2), nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1)}
  train(model, ds, optim.Adam(model))
  local _ = crit(model(val.x), val.y):item()
end)

silent("batch normalisation of the data, read in training", function()
  local ds = moons()
  local model = nn.Sequential{nn.BatchNorm1d(2), nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1)}
  local opt = optim.Adam(model)
  for _ = 1, 5 do
    for x, y in ds:batches(20) do
      opt:zero_grad()
      local out = model(x)
      local loss, right = crit(out, y), out:gt(0):eq(y):mean():item()
      T.ok(right >= 0 and loss:item() > 0)
      loss:backward()
      opt:step()
    end
  end
end)

first("G0204", "steps by hand", function()
  local ds = moons()
  local model = mlp(2, 16, 1, {dropout = 0.2})
  model:eval()
  for _ = 1, 30 do
    model:zero_grad()
    crit(model(ds.x), ds.y):backward()
    for _, p in ipairs(model:parameters()) do p:sub_(p.grad * 0.1) end
  end
end)

first("G0207", "few steps of many batches", function()
  local ds = moons()
  local model, total = mlp(2, 16, 1), 0
  local opt = optim.Adam(model)
  for _ = 1, 40 do
    opt:zero_grad()
    for x, y in ds:batches(10) do
      local loss = crit(model(x), y) / 12
      total = total + loss
      loss:backward()
    end
    opt:step()
  end
end)

coach.off()
T.finish()
