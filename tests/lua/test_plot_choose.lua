-- lua/plot/choose.lua and init.lua: plot(x) draws what x is.

local T = require "gradus_test"
local choose = require "gradus.plot.choose"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"

local function kind_of(value) return (choose.kind(value)) end

T.test("each result is drawn as what it is", function()
  local train, val = data.moons{n = 60, seed = 1}:split{train = 0.5, val = 0.5, seed = 1}
  local h = fit(mlp(2, 4, 1), train, {val = val, epochs = 3, verbose = false})
  local function learn(s) return fit(mlp(2, 4, 1), train, {epochs = 2, seed = s}) end
  local f = surface.bowl{}
  for expected, value in pairs {
    history = h, scatter = train, fn = nn.Tanh(), confusion = evaluate(h.model, val),
    health = health(h.model, val), curve = {1, 2, 3},
    fits = bias_variance{runs = 3, build = function() return baseline.polynomial(1) end,
      data = function(s) return data.sine{n = 10, noise = 0.1, seed = s} end},
  } do
    T.eq(kind_of(value), expected)
  end
  T.eq(kind_of(seeds(2, learn)), "history")
  T.eq(kind_of(descend(f, {1, 1}, {steps = 2})), "curve")
  T.eq(kind_of(optim.lr_find(h.model, train, {steps = 10})), "curve")
  T.raises(function() choose.kind(nil) end, "plot needs something to draw", "E0107")
end)

T.test("a model is drawn as what it takes: a curve, a plane, or its weights", function()
  local moons, waves = data.moons{n = 40, seed = 1}, data.sine{n = 20, seed = 1}
  local function learned(model, ds)
    fit(model, ds, {epochs = 1, verbose = false})
    return model
  end
  for expected, model in pairs {fn = mlp(1, 4, 1), weights = mlp(2, 4, 1),
    boundary = learned(mlp(2, 4, 1), moons)} do
    T.eq(kind_of(model), expected)
  end
  T.eq(kind_of(mlp(1, 4, 3)), "weights")
  T.eq(kind_of(nn.Sequential{nn.Conv2d(1, 2, 3)}), "weights")
  T.eq(kind_of(learned(mlp(1, 4, 1), waves)), "fn")
  T.eq(kind_of(learned(mlp(5, 4, 1), data.cats{n = 20, seed = 1})), "weights")
  T.eq(kind_of(nn.Sequential{nn.Flatten(), nn.ReLU()}), "fn")
  T.eq((choose.kind(mlp(2, 4, 1), moons)), "boundary")
  T.eq((choose.kind(baseline.polynomial(2):fit(waves), waves)), "fits")
end)

T.test("what is no curve says so, without the numbers that a curve asks", function()
  T.raises(function() plot(mlp(2, 4, 1), -1, 1) end,
    "plot.fn draws functions of one number; Linear%(2, 4%) takes inputs of shape %[batch, 2%]\n"
    .. "plot.boundary%(model, ds%)", "E0101")
  T.raises(function() plot.fn(mlp(1, 4, 3)) end,
    "draws one number for each place; this model answers 3", "E0101")
  T.raises(function() plot(baseline.knn(3):fit(data.moons{n = 20, seed = 1})) end,
    "plot.fn draws functions of one number; baseline.knn learned from 2 features")
end)

T.test("a sweep of runs names each by what was set", function()
  local r = sweep{lr = {0.01, 0.1}, run = function(c)
    return fit(mlp(2, 4, 1), data.moons{n = 40, seed = 1}, {lr = c.lr, epochs = 2})
  end}
  local args = table.pack(choose.kind(r))
  local fig = figure.new(args[1], kinds[args[1]].build(table.unpack(args, 2, args.n)))
  T.eq({fig.series[1].name, fig.series[2].name}, {"lr 0.01", "lr 0.1"})
end)

T.test("a search for a rate is drawn with its suggestion", function()
  local r = setmetatable({lr = {1e-3, 1e-2, 1e-1}, loss = {0.7, 0.5, 0.9}, suggestion = 1e-3}, {})
  local args = table.pack(choose.kind(r))
  local fig = figure.new(args[1], kinds[args[1]].build(table.unpack(args, 2, args.n)))
  T.ok(fig.x.is_log)
  T.eq(fig.marks, {{x = 1e-3, label = "suggestion"}})
  T.ok(fig:describe():find("suggestion at learning rate = 0.001", 1, true), fig:describe())
end)

T.finish()
