--- Figures on first weights and on the size of a network.
-- Uses the public names, as a lesson would.

local g = require "gradus"

local function circles(seed) return g.data.circles{n = 400, noise = 0.1, seed = seed} end

local function deep(init)
  g.seed(1)
  return g.mlp(2, 32, 32, 32, 32, 32, 32, 32, 32, 1, {init = init})
end

local RULES = {{"N(0, 0.01²)", {normal = 0.01}}, {"Xavier", "xavier"}, {"He", "he"}}

local function signals(draw)
  local args, titles = {}, {}
  for i, rule in ipairs(RULES) do
    args[i] = draw.activations(deep(rule[2]), circles(1))
    titles[i] = rule[1]
  end
  args[#args + 1] = {titles = titles}
  return draw.beside(table.unpack(args))
end

local function curves(draw)
  local args, names = {}, {}
  for i, rule in ipairs {{"zeros", "zeros"}, {"N(0, 0.01²)", {normal = 0.01}}, {"Xavier", "xavier"},
    {"He", "he"}} do
    args[i] = g.fit(deep(rule[2]), circles(1), {epochs = 60, batch = 50, optimizer = "sgd",
      lr = 0.1, seed = 1})
    names[i] = rule[1]
  end
  args[#args + 1] = {names = names, title = "Eight hidden layers: the scale decides"}
  return draw.history(table.unpack(args))
end

-- Constant weights: every unit of a layer stays what all the others are.
local function twins(draw)
  local train = g.data.moons{n = 200, noise = 0.15, seed = 1}
  local function weights(init)
    g.seed(1)
    local model = g.mlp(2, 8, 1, {init = init})
    g.fit(model, train, {epochs = 60, lr = 0.02, seed = 1})
    return draw.heatmap(model[1].weight, {xlabel = "input", ylabel = "unit"})
  end
  return draw.beside(weights {constant = 0.3}, weights "he",
    {titles = {"Constant start: eight twins", "Random start"}})
end

local function width(draw)
  local widths, results = {1, 2, 4, 8, 16, 32, 64, 128}, {}
  local train = g.data.moons{n = 40, noise = 0.25, flip = 0.1, seed = 1}
  local val = g.data.moons{n = 500, noise = 0.25, flip = 0.1, seed = 2}
  for i, n in ipairs(widths) do
    g.seed(1)
    local h = g.fit(g.mlp(2, n, n, 1, {init = "he", act = n <= 4 and "tanh" or "relu"}), train,
      {val = val, epochs = 400, batch = 40, lr = 0.01, seed = 1})
    results[i] = {train = h:last "train_loss", val = h:last "val_loss"}
  end
  return draw.complexity(widths, results, {xlabel = "units in each of two layers", log = "x",
    ylabel = "loss", title = "Width: enough, and no more"})
end

local function batches(draw)
  local args, names = {}, {}
  local train = g.data.moons{n = 300, noise = 0.15, seed = 1}
  for i, batch in ipairs {4, 32, 300} do
    g.seed(1)
    args[i] = g.fit(g.mlp(2, 32, 32, 1, {init = "he"}), train, {epochs = 40, batch = batch,
      optimizer = "sgd", lr = 0.1, seed = 1})
    names[i] = "batches of " .. batch
  end
  args[#args + 1] = {names = names, title = "Smaller batches, more updates in an epoch"}
  return draw.history(table.unpack(args))
end

return {
  {name = "signals", title = "What each layer hands on", make = signals},
  {name = "initializations", title = "Training from different first weights", make = curves},
  {name = "twins", title = "Constant weights", make = twins},
  {name = "width", title = "The number of units", make = width},
  {name = "batch-size", title = "The batch size", make = batches},
}
