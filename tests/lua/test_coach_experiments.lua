--- Tests of the coach in experiments: settings that are tried out on purpose give no finding, the
-- same settings without an alternative do; and of rows that repeat by nature.

local T = require "gradus_test"
local coach = require "gradus.coach"
local findings = require "gradus.coach.findings"
local listen = require "gradus.coach.listen"

local function loud_after(fn)
  coach.reset()
  coach.on()
  seed(1)
  fn()
  local out = {}
  for _, one in ipairs(coach.findings) do
    if one.severity ~= "note" then out[#out + 1] = one.code end
  end
  T.eq(listen.failures, {})
  return table.concat(out, " ")
end

local function silent(name, fn)
  T.test("nothing is said of " .. name, function() T.eq(loud_after(fn), "") end)
end

local function says(code, name, fn)
  T.test(code .. " is said of " .. name, function() T.eq(loud_after(fn):sub(1, 5), code) end)
end

-- ---- rates --------------------------------------------------------------------------------------

local function moons() return data.moons{n = 200, noise = 0.15, seed = 1} end

local function run(lr, model)
  model = model or mlp(2, 16, 1)
  return fit(model, moons(), {epochs = 30, optimizer = "sgd", lr = lr, verbose = false, seed = 1})
end

local function try_all(rates)
  for _, lr in ipairs(rates) do run(lr) end
end

silent("a list of rates of which one works", function() try_all{1e-6, 0.3, 1000} end)
silent("the same list the other way round", function() try_all{1000, 0.3, 1e-6} end)
says("G0502", "a list of rates that are all too small", function() try_all{1e-7, 1e-6, 1e-5} end)
says("G0501", "a rate that is the same in each of the runs", function()
  for _, width in ipairs{4, 16, 64} do run(1000, mlp(2, width, 1)) end
end)
says("G0502", "a loop over rows, not over settings", function()
  for _, _ in ipairs{moons(), moons()} do run(1e-6) end
end)
silent("sweep", function()
  sweep{lr = {1e-6, 0.3, 1000}, run = function(c) return run(c.lr) end}
end)
silent("optimizers by name, one of which does not suit", function()
  for _, setting in ipairs{{rate = 1e-6}, {rate = 0.3}} do run(setting.rate) end
end)
silent("a function that is called from the loop", function()
  local function try(lr)
    local model, crit, ds = mlp(2, 16, 1), nn.BCEWithLogitsLoss(), moons()
    local opt = optim.SGD(model, {lr = lr})
    for _ = 1, 30 do
      for x, y in ds:batches(32) do
        opt:zero_grad()
        crit(model(x), y):backward()
        opt:step()
      end
    end
  end
  for _, lr in ipairs{1e-6, 0.3, 1000} do try(lr) end
end)

silent("rates that are counted through", function()
  for k = -6, 2 do
    local model = mlp(2, 16, 1)
    run(10.0 ^ k, model)
  end
end)
silent("a function that is given each rate by its place", function()
  local rates = {1e-6, 0.3, 1000}
  for i = 1, #rates do run(rates[i]) end
end)
silent("sizes of the first weights", function()
  for _, size in ipairs{0.001, 0.5, 50} do
    local model = mlp(2, 32, 32, 1, {act = "tanh", init = {normal = size}})
    fit(model, moons(), {epochs = 30, lr = 0.01, verbose = false, seed = 1})
  end
end)

silent("penalties up to one that leaves nothing to learn", function()
  local ds = moons()
  for _, l2 in ipairs{0, 0.001, 10} do
    local model = mlp(2, 32, 1)
    fit(model, ds, {epochs = 40, lr = 0.02, l2 = l2, verbose = false, seed = 1})
  end
end)

local function train_in_loop(model)
  local crit, ds = nn.BCEWithLogitsLoss(), moons()
  local opt = optim.SGD(model, {lr = 1e-6})
  for _ = 1, 60 do
    for x, y in ds:batches(32) do
      opt:zero_grad()
      crit(model(x), y):backward()
      opt:step()
    end
  end
end

T.test("what was made before a loop is judged while the loop runs", function()
  coach.reset()
  coach.on()
  seed(1)
  train_in_loop(mlp(2, 16, 1))
  T.ok(findings.has "G0502")
end)
T.test("what is made in a loop is judged behind it", function()
  coach.reset()
  coach.on()
  seed(1)
  for _ = 1, 2 do
    local model = mlp(2, 16, 1)
    train_in_loop(model)
  end
  T.ok(not findings.has "G0502")
  T.eq(coach.findings[1].code, "G0502")
end)

silent("one network that begins anew for each try", function()
  local train, val = data.moons{n = 300, noise = 0.15, seed = 34}:split{train = 0.7, val = 0.3,
    seed = 34}
  local model = mlp(2, 16, 1)
  seed(34)
  for _ = 1, 3 do
    model:reset()
    fit(model, train, {val = val, epochs = 40, lr = 0.02, verbose = false})
  end
end)

-- ---- dropout ------------------------------------------------------------------------------------

local function dropped(p) run(0.1, mlp(2, 16, 1, {dropout = p})) end

silent("shares of dropout that are tried out", function()
  for _, p in ipairs{0, 0.3, 0.5, 0.8} do dropped(p) end
end)
says("G0306", "the same share in each of the runs", function()
  for _, _ in ipairs{1, 2, 3} do dropped(0.8) end
end)

-- ---- rows with a wrong label --------------------------------------------------------------------

-- Two clouds far apart; the first `wrong` rows bear the label of the other.
local function clouds(n, wrong)
  local y = cat({ones(n // 2, 1), zeros(n // 2, 1)}, 1)
  local x = randn(n, 2) * 0.4 + (y * 2 - 1) * 2
  for i = 1, wrong do y[{i, 1}] = 0 end
  return data.from(x, y, {task = "binary"})
end

local function run_long(wrong)
  local train, val = clouds(200, 0), clouds(100, wrong)
  train.role, val.role = "train", "val"
  fit(mlp(2, 16, 1), train, {val = val, epochs = 120, lr = 0.05, verbose = false, seed = 1})
end

silent("two rows of a hundred that are answered ever more wrongly", function() run_long(2) end)
says("G0601", "ten rows of a hundred", function() run_long(10) end)

-- ---- rows that repeat by nature -----------------------------------------------------------------

-- 150 rows of which six have a twin, as in measured flowers; `from` to `to` are the test part.
local function flowers(from, to)
  local x = randn(150, 4)
  for i = 1, 6 do x[150 - 10 * i] = x[i] end
  local y = x:narrow(2, 1, 1):gt(0)
  local train = data.from(x:narrow(1, 1, from - 1), y:narrow(1, 1, from - 1), {task = "binary"})
  local test = data.from(x:narrow(1, from, to - from + 1), y:narrow(1, from, to - from + 1),
    {task = "binary"})
  test.role = "test"
  return train, test
end

local function learn_and_test(train, test)
  local model = mlp(4, 8, 1)
  fit(model, train, {epochs = 10, verbose = false})
  evaluate(model, test)
end

silent("two flowers of the test part with a twin in training", function()
  learn_and_test(flowers(126, 150))
end)
says("G0104", "eight rows of forty that are in both parts", function()
  local train, test = flowers(111, 150)
  train = data.from(cat({train.x, test.x:narrow(1, 1, 8)}, 1),
    cat({train.y, test.y:narrow(1, 1, 8)}, 1), {task = "binary"})
  learn_and_test(train, test)
end)

-- ---- columns that are learned -------------------------------------------------------------------

local function flowers_by_class(column)
  local ds = data.blobs{n = 120, classes = 3, seed = 1}
  ds.x = column(ds.x)
  return ds
end

local function learn_second_from_first(ds)
  local x, y = ds.x:narrow(2, 1, 1), ds.x:narrow(2, 2, 1)
  local model, mse = mlp(1, 8, 1), nn.MSELoss()
  local opt = optim.Adam(model, {lr = 0.01})
  for _ = 1, 40 do
    opt:zero_grad()
    mse(model(x), y):backward()
    opt:step()
  end
end

silent("a column of flowers learned from another", function()
  learn_second_from_first(flowers_by_class(function(x) return x:clamp(0.1, 2.5) end))
end)
silent("a column that counts from 1 to 3", function()
  learn_second_from_first(flowers_by_class(function(x) return x:sign() + 2 end))
end)
T.finish()
