--- Figures on training, fitting too little and too much, and the trade-off of bias and variance.
-- Uses the public names, as a lesson would.

local g = require "gradus"

-- The data of all polynomials here: 20 equally spaced inputs, the noise drawn anew for each seed.
local function noisy_sine(n)
  return function(seed)
    local x = g.linspace(-1, 1, n or 20):reshape(-1, 1)
    g.seed(seed)
    return g.data.from(x, (x * math.pi):sin() + g.randn(n or 20, 1) * 0.3)
  end
end

local function truth(x) return math.sin(math.pi * x) end

local function polynomial(degree)
  return function() return g.baseline.polynomial(degree) end
end

local function decomposed(degree, n)
  return g.bias_variance{build = polynomial(degree), data = noisy_sine(n), truth = truth,
    runs = 200}
end

local function descent(draw)
  local function f(w) return ((w - 1) ^ 2):sum() end
  return draw.path(f, {g.descend(f, -3, {lr = 0.12, steps = 14}),
    g.descend(f, 4.5, {lr = 0.8, steps = 8})},
    {title = "Training: step by step downhill", labels = {"lr 0.12", "lr 0.8"}, ylabel = "loss",
      xlabel = "weight"})
end

local function three_fits(draw)
  local train, test, figures = noisy_sine()(3), noisy_sine(40)(11), {}
  for i, degree in ipairs {1, 4, 16} do
    local model = g.baseline.polynomial(degree):fit(train)
    figures[i] = draw.fits(model, train, {test = test, labels = {"degree " .. degree}})
  end
  return draw.beside(figures[1], figures[2], figures[3], {titles = {"Underfitting", "A good fit",
    "Overfitting"}})
end

local function trade_off(draw)
  local degrees, results = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, {}
  for i, degree in ipairs(degrees) do results[i] = decomposed(degree) end
  return draw.complexity(degrees, results, {xlabel = "degree of the polynomial",
    title = "Bias falls, variance rises"})
end

local function bullseyes(draw)
  return draw.bullseye(decomposed(4), decomposed(12), decomposed(1), decomposed(1, 4),
    {labels = {"low bias, low variance", "low bias, high variance", "high bias, low variance",
      "high bias, high variance"}})
end

local function refits(draw)
  return draw.beside(draw.fits(decomposed(1)), draw.fits(decomposed(14)),
    {titles = {"Degree 1: consistent, but wrong", "Degree 14: right on average"}})
end

local function neighbours(draw)
  local ks, results = {1, 2, 3, 5, 9, 15, 25, 40}, {}
  for i, k in ipairs(ks) do
    results[i] = g.bias_variance{build = function() return g.baseline.knn(k) end,
      data = noisy_sine(40), truth = truth, runs = 100}
  end
  return draw.complexity(ks, results, {xlabel = "neighbours k", log = "x",
    title = "Nearest neighbours: k decides"})
end

local function small_moons(n, seed)
  return g.data.moons{n = n, noise = 0.25, flip = 0.1, seed = seed}
end

local function overfitting(draw)
  g.seed(1)
  local h = g.fit(g.mlp(2, 64, 64, 1, {init = "he"}), small_moons(40, 1),
    {val = small_moons(200, 2), epochs = 200, batch = 40, lr = 0.01, seed = 1})
  return draw.history(h, {title = "Overfitting: training falls, validation rises"})
end

local function underfitting(draw)
  g.seed(1)
  local h = g.fit(g.mlp(2, 64, 64, 1, {init = "he"}), g.data.moons{n = 300, noise = 0.15, seed = 1},
    {val = g.data.moons{n = 300, noise = 0.15, seed = 2}, epochs = 60, optimizer = "sgd",
      lr = 0.01, seed = 1})
  return draw.history(h, {title = "Underfitting: both losses are still falling"})
end

local function boundaries(draw)
  local train, figures = small_moons(100, 3), {}
  for i, width in ipairs {1, 8, 64} do
    g.seed(2)
    local model = g.mlp(2, width, width, 1, {init = "he", act = width < 8 and "tanh" or "relu"})
    g.fit(model, train, {epochs = 300, lr = 0.02, seed = 1})
    figures[i] = draw.boundary(model, train, {title = ("%d-%d units"):format(width, width)})
  end
  return draw.beside(table.unpack(figures))
end

return {
  {name = "training", title = "What training is", make = descent},
  {name = "three-fits", title = "Under- and overfitting, with training and test samples",
    make = three_fits},
  {name = "bias-variance", title = "Bias, variance and error over complexity", make = trade_off},
  {name = "bullseye", title = "The bullseye of bias and variance", make = bullseyes},
  {name = "refits", title = "Twenty models from twenty data sets", make = refits},
  {name = "neighbours", title = "Bias and variance of nearest neighbours", make = neighbours},
  {name = "overfitting", title = "Overfitting", make = overfitting},
  {name = "underfitting", title = "Underfitting", make = underfitting},
  {name = "capacity", title = "Too small, right, too large", make = boundaries},
}
