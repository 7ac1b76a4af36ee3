-- Settings 11 to 15b and rows 72 to 78: the common mistakes.

local core = require "gradus.core"
local c = require "common"

local function of_mistake(name, rows, options)
  return function(seed)
    local o = {seed = seed}
    for key, value in pairs(options or {}) do o[key] = value end
    local m = mistake(name, o)
    local r = {shows = m.shows}
    for short, full in pairs(rows) do
      r[short .. "_right"], r[short .. "_wrong"] = m.right[full], m.wrong[full]
    end
    return r
  end
end

-- y = 3 z1 + 3 z2 seen as (z1, 100 z2 + 100): gradient descent at the largest stable rate.
local function closed_form(seed, normalised)
  return core.with_seed(seed, function()
    local z = core.randn(200, 2)
    local y = (z:sum(2) * 3):reshape(200, 1) + core.randn(200, 1) * 0.1
    local x = z * core.tensor{1, 100} + core.tensor{0, 100}
    if normalised then x = (x - x:mean(1)) / x:std(1) end
    local a = core.cat({x, core.ones(200, 1)}, 2)
    local h = a:t():matmul(a) * (2 / 200)
    local v = core.ones(3, 1)
    for _ = 1, 200 do -- the power method: the largest curvature
      v = h:matmul(v)
      v = v / v:norm()
    end
    local lr, w = 1 / h:matmul(v):norm():item(), core.zeros(3, 1)
    for _ = 1, 500 do w = w - a:t():matmul(a:matmul(w) - y) * (2 * lr / 200) end
    return ((a:matmul(w) - y) ^ 2):mean():item(), lr
  end)
end

local function batch_norm_net(seed)
  return core.with_seed(seed, function()
    return nn.Sequential{nn.Linear(2, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 32),
      nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 1)}
  end)
end

-- Accuracy in training mode over batches of 30; running statistics change, as they would.
local function in_training_mode(model, ds)
  model:train()
  local sum, n = 0, 0
  for xb, yb in ds:batches(30, {drop_last = true}) do
    sum = sum + core.no_grad(function() return model(xb):gt(0):eq(yb):mean():item() end)
    n = n + 1
  end
  return sum / n
end

local function shuffled(ds, seed)
  return ds:subset(core.with_seed(seed, core.randperm, #ds))
end

local function best_of(models, rows)
  return core.rand(models, rows):gt(0.5):mean(2):max():item()
end

return {
  {
    id = "11", title = "no normalisation: moons 300, second feature times 1000 plus 5000, 50 "
      .. "epochs",
    claims = {{"shows", "SGD .1: raw at most .6, normalised above .9", 0.95},
      {"adam", "Adam .01: raw at most .6, normalised above .95", 0.95}},
    numbers = {"sgd_right", "sgd_wrong", "adam_right", "adam_wrong"},
    one = function(seed)
      local sgd = mistake("no_normalisation", {seed = seed})
      local adam = mistake("no_normalisation", {seed = seed, optimizer = "adam", lr = 0.01})
      return {shows = sgd.shows, sgd_right = sgd.right.accuracy, sgd_wrong = sgd.wrong.accuracy,
        adam_right = adam.right.accuracy, adam_wrong = adam.wrong.accuracy,
        adam = adam.right.accuracy > 0.95 and adam.wrong.accuracy <= 0.6}
    end,
  },
  {
    id = "11b", title = "the same in closed form: a line through 200 points, 500 steps at the "
      .. "largest stable rate",
    claims = {{"shows", "mean squared error above 1 raw, below .05 normalised", 0.95}},
    numbers = {"mse_raw", "mse_normalised", "lr_raw", "lr_normalised"},
    one = function(seed)
      local r = {}
      r.mse_raw, r.lr_raw = closed_form(seed, false)
      r.mse_normalised, r.lr_normalised = closed_form(seed, true)
      r.shows = r.mse_raw > 1 and r.mse_normalised < 0.05
      return r
    end,
  },
  {
    id = "12", title = "zero_grad forgotten: moons 300 σ.15, 2-32-32-1, SGD .1, 50 epochs",
    claims = {{"shows", "loss at least twice as high", 0.95}},
    numbers = {"loss_right", "loss_wrong", "accuracy_right", "accuracy_wrong", "norm_right",
    "norm_wrong"},
    one = of_mistake("no_zero_grad", {loss = "train loss", accuracy = "accuracy", norm = "gradient "
      .. "norm"}),
  },
  {
    id = "T4", title = "trap: the same at a rate of .03",
    claims = {{"shows", "loss at least twice as high", nil, 0.8}, {"better", "accuracy better with "
      .. "the mistake", 0.3}},
    numbers = {"accuracy_right", "accuracy_wrong"},
    one = function(seed)
      local m = mistake("no_zero_grad", {seed = seed, lr = 0.03})
      return {shows = m.shows, better = m.wrong.accuracy > m.right.accuracy,
        accuracy_right = m.right.accuracy, accuracy_wrong = m.wrong.accuracy}
    end,
  },
  {
    id = "13", title = "softmax twice: spirals 300 σ.2, 2-32-32-3, 60 epochs",
    claims = {{"shows", "SGD: never below .5514, correct below it", 0.95},
      {"gap", "SGD: accuracy at least .01 lower", 0.8},
      {"adam", "Adam: never below .5514, correct below it", 0.95},
      {"adam_gap", "trap: Adam's accuracy lower by .03", nil, 0.1}},
    numbers = {"sgd_right", "sgd_wrong", "accuracy_right", "accuracy_wrong", "adam_wrong"},
    one = function(seed)
      local sgd = mistake("softmax_twice", {seed = seed})
      local adam = mistake("softmax_twice", {seed = seed, optimizer = "adam", lr = 0.01})
      return {shows = sgd.shows, adam = adam.shows,
        gap = sgd.wrong.accuracy < sgd.right.accuracy - 0.01,
        adam_gap = adam.wrong.accuracy < adam.right.accuracy - 0.03, sgd_right = sgd.right["train "
          .. "loss"],
        sgd_wrong = sgd.wrong["train loss"], accuracy_right = sgd.right.accuracy,
        accuracy_wrong = sgd.wrong.accuracy, adam_wrong = adam.wrong["train loss"]}
    end,
  },
  {
    id = "14b", title = "batch norm in training mode: moons 300 σ.15, batches sorted by class",
    claims = {{"shows", "sorted batches at least .1 below evaluation mode", 0.95},
      {"shuffled", "shuffled batches within .06 of it", 0.9},
      {"damage", "evaluation mode is worse after that pass", 0.95}},
    numbers = {"eval", "shuffled_batches", "sorted_batches", "eval_after"},
    one = function(seed)
      local model, val = batch_norm_net(seed), c.moons(1000, 0.15, 0, seed, "val")
      c.train(model, c.moons(300, 0.15, 0, seed, "train"), seed, {optimizer = "sgd", lr = 0.1,
        batch = 30,
        epochs = 40})
      -- The moons come sorted by class or not, whatever the generator does: sort them here.
      local first, second = {}, {}
      for i, y in ipairs(val.y:reshape(-1):tolist())
        do table.insert(y > 0.5 and second or first, i)
      end
      local sorted = val:subset(table.move(second, 1, #second, #first + 1, first))
      local r = {eval = accuracy(model, val)}
      r.shuffled_batches = in_training_mode(model:clone(), shuffled(val, seed))
      local damaged = model:clone()
      r.sorted_batches = in_training_mode(damaged, sorted)
      r.eval_after = accuracy(damaged, val)
      r.shows = r.sorted_batches < r.eval - 0.1
      r.shuffled = math.abs(r.shuffled_batches - r.eval) < 0.06
      r.damage = r.eval_after < r.eval
      return r
    end,
  },
  {
    id = "15", title = "tuning on the test set: best of 500 random classifiers on 50 coin flips",
    claims = {{"shows", "above .65 there, below .55 on fresh rows", 0.9}},
    numbers = {"accuracy_right", "accuracy_wrong"},
    one = of_mistake("test_tuning", {accuracy = "accuracy"}),
  },
  {
    id = "15b", title = "coin flips: the best of N on n rows, means of 50 draws",
    claims = {{"law", "grows with N, shrinks with n, as in the table", 0.95}},
    numbers = {"10_on_20", "10_on_1000", "100_on_50", "1000_on_20", "1000_on_1000"},
    one = function(seed)
      local function mean(models, rows)
        local sum = 0
        for k = 1, 50 do
          sum = sum + core.with_seed(100 * seed + k, best_of, models, rows)
        end
        return sum / 50
      end
      local r = {["10_on_20"] = mean(10, 20), ["10_on_1000"] = mean(10, 1000),
        ["100_on_50"] = mean(100, 50),
        ["1000_on_20"] = mean(1000, 20), ["1000_on_1000"] = mean(1000, 1000)}
      r.law = math.abs(r["10_on_20"] - 0.657) < 0.03 and math.abs(r["10_on_1000"] - 0.525) < 0.01
        and math.abs(r["100_on_50"] - 0.676) < 0.02 and math.abs(r["1000_on_20"] - 0.846) < 0.02
        and math.abs(r["1000_on_1000"] - 0.551) < 0.01
      return r
    end,
  },
  {
    id = "78", title = "no sigmoid before BCELoss; softmax for several labels (rows 77, 78)",
    claims = {{"shows", "outputs outside 0..1, loss more than doubled", 0.95},
      {"softmax", "4 labels: sigmoid's exact sets at least .2 above softmax's", 0.95}},
    numbers = {"exact_sigmoid", "exact_softmax"},
    one = function(seed)
      local train = data.multilabel{n = 400, labels = 4, seed = 100 + seed}
      local val = data.multilabel{n = 1000, labels = 4, seed = 900 + seed}
      local sigmoid = c.net(seed, {10, 32, 4})
      c.train(sigmoid, train, seed, {lr = 0.01, batch = 40, epochs = 80})
      -- Softmax can only share out one certainty among the labels.
      local shares = train.y / train.y:sum(2, true):clamp(1, 4)
      local softmax = c.net(seed, {10, 32, 4})
      c.train(softmax, data.from(train.x, shares, {task = "regression"}), seed,
        {lr = 0.01, batch = 40, epochs = 80, loss = nn.CrossEntropyLoss()})
      local p = core.no_grad(function() return softmax(val.x):softmax(2) end)
      local exact = p:gt(0.5):eq(val.y):sum(2):eq(4):mean():item()
      local r = {shows = mistake("no_sigmoid", {seed = seed}).shows,
        exact_sigmoid = accuracy(sigmoid, val),
        exact_softmax = exact}
      r.softmax = r.exact_sigmoid > exact + 0.2
      return r
    end,
  },
  {
    id = "79", title = "the same seed twice; one weight nudged by a hair (row 79)", seeds = 10,
    claims = {{"same", "same seed: the same bits", 1}, {"drifts", "nudge: losses differ after 1000 "
      .. "epochs", 0.9},
      {"close", "but by less than 1e-4 after 10", 0.95}},
    numbers = {"difference_10", "difference_100", "difference_1000"},
    one = function(seed)
      local function run(nudge)
        local model = c.net(seed, {2, 64, 64, 1})
        if nudge then model[1].weight[{1, 1}] = model[1].weight[{1, 1}]:item() * (1 + 2e-7) end
        return c.train(model, c.moons(40, 0.25, 0.1, seed, "train"), seed, {lr = 0.01, batch = 40,
          epochs = 1000, val = c.moons(200, 0.25, 0.1, seed, "val")})
      end
      local a, b, n = run(), run(), run(true)
      local r, same = {}, true
      for i, v in ipairs(a.val_loss) do same = same and v == b.val_loss[i] end
      for _, epoch in ipairs{10, 100, 1000} do
        r["difference_" .. epoch] = math.abs(n.val_loss[epoch] / a.val_loss[epoch] - 1)
      end
      r.same, r.drifts, r.close = same, r.difference_1000 > 1e-6, r.difference_10 < 1e-4
      return r
    end,
  },
}
