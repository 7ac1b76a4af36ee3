--- Figures on activation functions, and on what they do to gradients.
-- Uses the public names, as a lesson would.

local g = require "gradus"
local nn = g.nn

local function maxout(x) return math.max(0.3 * x - 0.6, -0.8 * x - 0.4, 1.1 * x - 1.4) end

-- name, what to draw, title, formula as in the lecture
local functions = {
  {"sigmoid", nn.Sigmoid(), "Sigmoid: 1 / (1 + e⁻ˣ)"},
  {"tanh", nn.Tanh(), "tanh(x)"},
  {"relu", nn.ReLU(), "ReLU: max(0, x)"},
  {"leaky-relu", nn.LeakyReLU(0.1), "Leaky ReLU: max(0.1 x, x)"},
  {"maxout", maxout, "Maxout: the largest of several lines"},
  {"elu", nn.ELU(), "ELU: x, or eˣ - 1 below 0"},
}

local out = {}

for i, entry in ipairs(functions) do
  out[i] = {name = entry[1], title = entry[3], make = function(draw)
    return draw.fn(entry[2], -4, 4, {derivative = true, labels = {"f"}, title = entry[3]})
  end}
end

local function all_of_them(draw)
  local figures, titles = {}, {}
  for i, entry in ipairs(functions) do
    figures[i] = draw.fn(entry[2], -4, 4)
    titles[i] = entry[3]:match("^[^:]+")
  end
  figures[#figures + 1] = {titles = titles, share = false}
  return draw.beside(table.unpack(figures))
end

local function circles(seed) return g.data.circles{n = 400, noise = 0.1, seed = seed} end

local function deep(act, init)
  g.seed(1)
  return g.mlp(2, 32, 32, 32, 32, 32, 32, 32, 32, 1, {act = act, init = init})
end

local function vanishing(draw)
  return draw.beside(draw.gradients(deep("sigmoid", "xavier"), circles(1)),
    draw.gradients(deep("relu", "he"), circles(1)),
    {titles = {"Sigmoid: gradients vanish", "ReLU: they do not"}})
end

local function health_of(act, init, title)
  return function(draw) return draw.health(deep(act, init), circles(1), {title = title}) end
end

local function depth(draw)
  local names, histories = {"sigmoid", "tanh", "relu"}, {}
  for i, act in ipairs(names) do
    histories[i] = g.fit(deep(act, act == "relu" and "he" or "xavier"), circles(1),
      {epochs = 60, batch = 50, optimizer = "sgd", lr = 0.1, seed = 1})
  end
  histories[#histories + 1] = {names = names, metric = "accuracy",
    title = "Eight hidden layers: sigmoid learns nothing"}
  return draw.history(table.unpack(histories))
end

-- The share of dead units after training, over rates: ReLU networks of the same first weights.
local function dead(draw)
  local rates, shares, accuracies = {0.1, 0.3, 1, 2, 3, 5}, {}, {}
  local train = g.data.moons{n = 300, noise = 0.15, seed = 1}
  for i, rate in ipairs(rates) do
    g.seed(1)
    local model = g.mlp(2, 64, 64, 1, {init = "he"})
    g.fit(model, train, {epochs = 40, batch = 30, optimizer = "sgd", lr = rate, seed = 1})
    local r = g.health(model, train)
    shares[i] = (r.dead[1] + r.dead[2]) / 2
    accuracies[i] = g.accuracy(model, train)
  end
  return draw.curve(rates, shares, accuracies, {labels = {"dead units", "accuracy"}, log = "x",
    xlabel = "learning rate", ylabel = "share", title = "ReLU: be careful with your rate"})
end

out[#out + 1] = {name = "activations", title = "Six activation functions", make = all_of_them}
out[#out + 1] = {name = "vanishing", title = "Gradients by layer", make = vanishing}
out[#out + 1] = {name = "health-sigmoid", title = "A deep sigmoid network",
  make = health_of("sigmoid", "xavier", "Eight layers of sigmoid")}
out[#out + 1] = {name = "health-relu", title = "A deep ReLU network",
  make = health_of("relu", "he", "Eight layers of ReLU")}
out[#out + 1] = {name = "depth", title = "Activations at depth 8", make = depth}
out[#out + 1] = {name = "dead-units", title = "Dead ReLU units", make = dead}

return out
