--- Figures on optimizers.
-- Uses the public names, as a lesson would.

local g = require "gradus"

local function ways(draw)
  local f = g.surface.bowl{condition = 20}
  local start = {-6, -1}
  return draw.path(f, {
    g.descend(f, start, {lr = 0.09, steps = 40}),
    g.descend(f, start, {lr = 0.01, momentum = 0.9, steps = 80}),
    g.descend(f, start, {lr = 0.3, optimizer = "adam", steps = 80}),
  }, {labels = {"SGD", "momentum", "Adam"}, title = "A narrow valley: SGD zigzags"})
end

-- Each at the rate that suits it best on this task.
local RACE = {
  {"SGD", "SGD", {lr = 1}}, {"momentum", "SGD", {lr = 0.1, momentum = 0.9}},
  {"RMSprop", "RMSprop", {lr = 0.0316}}, {"Adam", "Adam", {lr = 0.0316}},
}

local function race(draw)
  local args, names = {}, {}
  local train = g.data.spirals{n = 300, classes = 3, noise = 0.2, seed = 1}
  for i, entry in ipairs(RACE) do
    g.seed(1)
    local model = g.mlp(2, 32, 32, 3, {init = "he"})
    args[i] = g.fit(model, train, {optimizer = g.optim[entry[2]](model, entry[3]), batch = 30,
      epochs = 25, seed = 1})
    names[i] = entry[1]
  end
  args[#args + 1] = {names = names, log = true, title = "Four optimizers, each at its best rate"}
  return draw.history(table.unpack(args))
end

-- Two features, the second a hundred times as large: Adam buys what normalising buys.
local function unscaled(draw)
  local function run(ds, optimizer, options)
    g.seed(1)
    local model = g.nn.Sequential{g.nn.Linear(2, 1, {init = "zeros"})}
    return g.fit(model, ds, {optimizer = g.optim[optimizer](model, options), batch = #ds,
      epochs = 300, seed = 1})
  end
  g.seed(2)
  local x = g.randn(200, 2)
  local noisy = x:sum(2, true) + g.randn(200, 1) * 0.3
  local raw = g.data.from(x * g.tensor{{1, 100}}, noisy:gt(0), {task = "binary"})
  local scaled = g.data.Standardizer(raw)(raw)
  return draw.history(run(raw, "SGD", {lr = 0.00316}), run(raw, "Adam", {lr = 0.316}),
    run(scaled, "SGD", {lr = 10}), {names = {"SGD, raw", "Adam, raw", "SGD, normalised"},
      log = true, title = "Adam buys what normalising buys"})
end

local function landscape(draw)
  local train = g.data.moons{n = 200, noise = 0.2, seed = 1}
  g.seed(1)
  local model, path = g.mlp(2, 16, 16, 1), {}
  g.fit(model, train, {epochs = 40, lr = 0.01, seed = 1, on_epoch = function(h)
    path[#path + 1] = g.nn.utils.parameters_to_vector(h.model:parameters())
  end})
  return draw.landscape(model, train, {path = path, points = 31,
    title = "The way of 40 epochs through the loss"})
end

return {
  {name = "optimizer-paths", title = "Three optimizers in a valley", make = ways},
  {name = "optimizer-race", title = "Four optimizers", make = race},
  {name = "unscaled", title = "Features of different size", make = unscaled},
  {name = "landscape", title = "The loss around a network's weights", make = landscape},
}
