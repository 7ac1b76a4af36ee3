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
