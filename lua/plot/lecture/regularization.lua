--- Figures on regularization: L1, L2, dropout, label smoothing, early stopping.
-- Uses the public names, as a lesson would.

local g = require "gradus"

local function moons(n, seed) return g.data.moons{n = n, noise = 0.25, flip = 0.1, seed = seed} end

local function penalties(draw)
  return draw.fn({function(w) return math.abs(w) end, function(w) return w * w end}, -2, 2,
    {labels = {"L1: |w|", "L2: w²"}, xlabel = "weight w", ylabel = "penalty",
      title = "L1 pulls equally everywhere, L2 hardly near 0"})
end

-- The cat classifier: three times the same data, without a penalty, with L1 and with L2.
local function cat(draw)
  local ds = g.data.cats{n = 1000, seed = 1}
  local train = g.data.Standardizer(ds)(ds)
  local function weights(options)
    g.seed(1)
    local model = g.nn.Sequential{g.nn.Linear(train.x:size(2), 1, {init = "zeros"})}
    options.epochs, options.batch, options.optimizer, options.lr = 1500, 1000, "sgd", 0.1
    options.seed = 1
    g.fit(model, train, options)
    return model[1].weight:reshape(-1):tolist()
  end
  return draw.heatmap({weights{}, weights{l1 = 0.1, proximal = true}, weights{l2 = 0.1}},
    {rows = {"no penalty", "L1", "L2"}, columns = ds.features, xlabel = "feature",
      ylabel = "weights with", title = "L1 drops features, L2 uses them all"})
end

local function strength(draw)
  local lambdas, results = {1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1}, {}
  local train, val = moons(40, 1), moons(500, 2)
  for i, lambda in ipairs(lambdas) do
    g.seed(1)
    local h = g.fit(g.mlp(2, 64, 64, 1, {init = "he"}), train,
      {val = val, epochs = 400, batch = 40, lr = 0.01, l2 = lambda, seed = 1})
    results[i] = {train = h:last "train_loss", val = h:last "val_loss"}
  end
  return draw.complexity(lambdas, results, {xlabel = "strength λ of L2", ylabel = "loss",
    log = "x", title = "Too little and too much"})
end

local function run_with(drop)
  g.seed(1)
  local model = g.mlp(2, 128, 128, 1, {init = "he", dropout = drop})
  return g.fit(model, moons(100, 1), {val = moons(500, 2), epochs = 200, batch = 50, lr = 0.003,
    seed = 1})
end

local function dropout(draw)
  return draw.history(run_with(nil), run_with(0.5), {names = {"none", "dropout"},
    title = "Dropout narrows the gap"})
end

local function half_gone(draw)
  local shares, without, with = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}, {}, {}
  local plain, dropped, val = run_with(nil).model, run_with(0.5).model, moons(500, 3)
  for i, share in ipairs(shares) do
    without[i] = g.ablate(plain, val, {share = share}).accuracy
    with[i] = g.ablate(dropped, val, {share = share}).accuracy
  end
  return draw.curve(shares, without, with, {labels = {"without", "with dropout"},
    xlabel = "share of hidden units removed", ylabel = "accuracy",
    title = "Units that do not rely on each other"})
end

local function smoothing(draw)
  local function run(epsilon)
    g.seed(1)
    return g.fit(g.mlp(2, 64, 64, 3, {init = "he"}), g.data.blobs{n = 300, classes = 3, std = 0.7,
      seed = 1}, {loss = g.nn.CrossEntropyLoss{label_smoothing = epsilon}, epochs = 120, lr = 0.01,
      seed = 1})
  end
  return draw.history(run(0), run(0.1), {names = {"plain", "smoothed 0.1"},
    title = "Smoothed labels have a floor of 0.29"})
end

local function early(draw)
  g.seed(1)
  local h = g.fit(g.mlp(2, 64, 64, 1, {init = "he"}), moons(40, 1), {val = moons(200, 2),
    epochs = 400, batch = 40, lr = 0.01, seed = 1,
    early_stopping = {patience = 50, restore = true}})
  return draw.history(h, {title = "Early stopping: wait 50 epochs, go back to the best"})
end

return {
  {name = "penalties", title = "L1 and L2", make = penalties},
  {name = "cat", title = "The cat classifier's weights", make = cat},
  {name = "l2-strength", title = "How strong a penalty", make = strength},
  {name = "dropout", title = "Dropout", make = dropout},
  {name = "co-adaptation", title = "Networks with units removed", make = half_gone},
  {name = "label-smoothing", title = "Label smoothing", make = smoothing},
  {name = "early-stopping", title = "Early stopping", make = early},
}
