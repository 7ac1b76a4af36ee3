-- health and ablate: numbers that are known beforehand.

local T = require "gradus_test"
local core = require "gradus.core"

-- 100, 100 and 29 rows of three classes.
local function unbalanced()
  local labels = {}
  for i = 1, 229 do labels[i] = i <= 100 and 1 or i <= 200 and 2 or 3 end
  seed(5)
  return data.from(core.randn(229, 2), core.tensor(labels), {task = "multiclass"})
end

T.test("zero weights: silent layers, loss ln 3, only the output bias has a gradient", function()
  local r = health(mlp(2, 32, 32, 3, {init = "zeros"}), unbalanced())
  T.near(r.loss, math.log(3), 1e-6)
  T.eq({r.out_sd[1], r.out_sd[2], r.out_sd[3]}, {0, 0, 0})
  T.eq({r.grad_w[1], r.grad_w[2], r.grad_w[3], r.grad_b[1], r.grad_b[2]}, {0, 0, 0, 0, 0})
  -- p - share of each class: 1/3 - 100/229 twice, 1/3 - 29/229.
  local a, b = 1 / 3 - 100 / 229, 1 / 3 - 29 / 229
  T.near(r.grad_b[3], math.sqrt(2 * a * a + b * b), 1e-5)
  T.eq({r.dead[1], r.dead[2]}, {1, 1})
  T.eq({r.distinct[1], r.distinct[2]}, {1, 1})
end)

T.test("random weights: all units differ; scale decides what reaches the end", function()
  local ds = data.circles{n = 400, noise = 0.1, seed = 3}
  local function deep(s)
    seed(2)
    return mlp(2, 32, 32, 32, 32, 32, 32, 32, 32, 1, {init = {normal = s}})
  end
  local small, good = health(deep(0.1), ds), health(deep(0.25), ds)
  T.eq(small.distinct[1], 32)
  T.ok(small.out_sd[8] < small.out_sd[1] / 50)
  T.ok(good.out_sd[8] > good.out_sd[1] / 10 and good.out_sd[8] < good.out_sd[1] * 10)
end)

T.test("saturated units of a tanh are counted", function()
  local m = mlp(2, 8, 1, {act = "tanh"})
  m[1].weight:mul_(1000)
  T.ok(health(m, data.moons{n = 100, seed = 1}).saturated[1] > 0.8)
  m[1].weight:mul_(1e-6)
  m[1].bias:zero_()
  T.eq(health(m, data.moons{n = 100, seed = 1}).saturated[1], 0)
end)

T.test("health changes nothing", function()
  local m = nn.Sequential{nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5),
    nn.Linear(8, 1)}
  local ds = data.moons{n = 50, seed = 1}
  local state = m:state_dict()
  local x = ds.x:narrow(1, 1, 5)
  nn.BCEWithLogitsLoss()(m:eval()(x), ds.y:narrow(1, 1, 5)):backward()
  local grad = m[1].weight.grad:tolist()
  m:train()
  health(m, ds)
  T.eq(m.training, true)
  T.eq(m[1].weight.grad:tolist(), grad)
  for name, t in pairs(m:state_dict()) do T.eq(t:tolist(), state[name]:tolist(), name) end
end)

T.test("it prints as a table of at most 60 columns", function()
  for line in tostring(health(mlp(2, 128, 128, 1), data.moons{n = 50,
    seed = 1})):gmatch("[^\n]+") do
    T.ok(utf8.len(line) <= 60, line)
  end
end)

T.test("ablate: nothing taken out is the whole network", function()
  local ds = data.moons{n = 100, noise = 0.1, seed = 1}
  local m = mlp(2, 32, 1)
  fit(m, ds, {lr = 0.02, epochs = 40, verbose = false})
  local r = ablate(m, ds, {share = 0})
  T.near({r.accuracy, r.worst, r.best, #r.draws}, {r.whole, r.whole, r.whole, 30}, 1e-12)
  T.near(r.whole, accuracy(m, ds), 1e-12)
  T.near(r.cost, 0, 0, 1e-12)
end)

T.test("ablate: units that say the same are no loss, and the mean is kept", function()
  -- 64 equal hidden units with output weight 1/64: whichever half goes, the scaled rest gives the
  -- same.
  local m = mlp(1, 64, 1, {init = "zeros"})
  m[1].weight:fill_(1)
  m[3].weight:fill_(1 / 64)
  local x = core.tensor{{1}, {2}, {3}}
  local ds = data.from(x, x, {task = "regression"})
  local r = ablate(m, ds, {share = 0.5})
  T.near(r.loss, 0, 0, 1e-9)
  T.eq(r.accuracy, nil)
end)

T.test("ablate draws the same units again, and other units with another seed", function()
  local ds = data.moons{n = 100, noise = 0.2, seed = 1}
  seed(1)
  local m = mlp(2, 16, 16, 1)
  fit(m, ds, {lr = 0.02, epochs = 60, verbose = false})
  T.eq(ablate(m, ds).draws, ablate(m, ds).draws)
  T.ok(ablate(m, ds).loss ~= ablate(m, ds, {seed = 2}).loss)
  T.ok(m.training)
end)

T.test("a network without hidden layers, and no network at all, are errors", function()
  local ds = data.moons{n = 20, seed = 1}
  T.raises(function() ablate(mlp(2, 1), ds) end, "no hidden layer", "E0102")
  T.raises(function() ablate(3, ds) end, "needs a network, found a number", "E0103")
  T.raises(function() health(nil, ds) end, "needs a network", "E0107")
  T.raises(function() health(mlp(2, 1)) end, "needs a dataset", "E0107")
end)

T.finish()
