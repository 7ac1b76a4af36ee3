--- Figures on splitting the data, and on what errors on the parts say.
-- Uses the public names, as a lesson would.

local g = require "gradus"

local function learning_curve(draw)
  local sizes, results = {20, 40, 70, 100, 200, 300, 600, 1000}, {}
  local val = g.data.moons{n = 1000, noise = 0.25, flip = 0.1, seed = 99}
  for i, n in ipairs(sizes) do
    local train = g.data.moons{n = n, noise = 0.25, flip = 0.1, seed = 5}
    g.seed(1)
    local h = g.fit(g.mlp(2, 64, 64, 1, {init = "he"}), train,
      {val = val, epochs = math.ceil(600 / math.ceil(n / 32)), lr = 0.01, seed = 1})
    results[i] = {train = h:last "train_loss", val = h:last "val_loss"}
  end
  return draw.complexity(sizes, results, {xlabel = "training examples", ylabel = "loss",
    log = "x", title = "More data closes the gap"})
end

-- How far the accuracy on a part wavers with its size, measured over 400 draws of answers that are
-- right in 85 of 100 cases.
local function wavering(draw)
  local sizes, measured, expected = {10, 20, 50, 100, 200, 500, 1000, 2000}, {}, {}
  g.seed(7)
  for i, n in ipairs(sizes) do
    local accuracies = g.rand(400, n):lt(0.85):mean(2)
    measured[i] = accuracies:std():item()
    expected[i] = math.sqrt(0.85 * 0.15 / n)
  end
  return draw.curve(sizes, measured, expected, {labels = {"measured", "√(p(1-p)/n)"}, log = "xy",
    xlabel = "examples in the validation part", ylabel = "deviation of the accuracy",
    title = "A small validation part wavers"})
end

local function error_of(model, ds) return 1 - g.accuracy(model, ds) end

local function trained(model, train, options)
  options = options or {}
  options.lr, options.seed = options.lr or 0.01, 1
  g.fit(model, train, options)
  return model
end

local function circles(n, seed) return g.data.circles{n = n, noise = 0.1, seed = seed} end

local function row_of(model, train, train_dev, val, test)
  return {error_of(model, train), error_of(model, train_dev), error_of(model, val),
    error_of(model, test)}
end

-- Four worlds of the decision chart: where the error jumps says what is wrong.
local function worlds(draw)
  g.seed(3)
  local train, dev = circles(400, 1), circles(200, 2)
  local val, test = circles(200, 3), circles(1000, 4)
  local line = trained(g.nn.Sequential{g.nn.Linear(2, 1)}, train, {epochs = 60})
  local good = trained(g.mlp(2, 32, 32, 1, {init = "he"}), train, {epochs = 60})
  local few = g.data.moons{n = 40, noise = 0.3, flip = 0.15, seed = 1}
  local many = g.data.moons{n = 1000, noise = 0.3, flip = 0.15, seed = 2}
  local learnt = trained(g.mlp(2, 64, 64, 1, {init = "he"}), few, {epochs = 400, batch = 40})
  local function moved(ds) return ds:moved{scale = 1.6, shift = 0.5} end
  return draw.heatmap({
    row_of(line, train, dev, val, test), row_of(learnt, few, many, many, many),
    row_of(good, train, dev, moved(val), moved(test)), row_of(good, train, dev, val, test),
  }, {rows = {"high bias", "high variance", "mismatch", "good"},
    columns = {"train", "train-dev", "validation", "test"}, xlabel = "error on", ylabel = "world",
    title = "Where the error jumps says what to do"})
end

return {
  {name = "learning-curve", title = "Loss over the number of examples", make = learning_curve},
  {name = "validation-size", title = "How far a score wavers", make = wavering},
  {name = "four-worlds", title = "The decision chart in numbers", make = worlds},
}
