-- Settings 16, 17 and rows 35, 36, 53: label smoothing and maxout.

local core = require "gradus.core"
local c = require "common"

-- Range of the logits of a row, on average.
local function logit_range(model, x)
  return core.no_grad(function()
    local z = model(x)
    local sum, rows = 0, z:tolist()
    for _, row in ipairs(rows)
      do sum = sum + math.max(table.unpack(row)) - math.min(table.unpack(row))
    end
    return sum / #rows
  end)
end

local function smoothed(seed, amount)
  local train, val = c.clouds(10, 3, 2.5, seed, {150, 0.2}, {1000})
  local model = c.net(seed, {10, 64, 64, 3})
  c.train(model, train, seed, {lr = 0.01, batch = 50, epochs = 300,
    loss = nn.CrossEntropyLoss{label_smoothing = amount}})
  return evaluate(model, val), logit_range(model, val.x)
end

-- One maxout unit of k pieces on y = f(x), 101 points, 2,000 Adam steps with a falling rate. With
-- biases from 0 the pieces meet in the middle; with random ones a piece may be nowhere the largest,
-- receives no gradient and never comes back (then 13 of 20 seeds find both).
local function unit_error(seed, pieces, f, random_bias)
  local x = core.linspace(-1, 1, 101):reshape(101, 1)
  local ds = data.from(x, f(x), {task = "regression"})
  local model = core.with_seed(seed, function() return nn.Maxout(1, 1, {pieces = pieces}) end)
  if not random_bias then model.bias:zero_() end
  local opt = optim.Adam(model, {lr = 0.05})
  local h = c.train(model, ds, seed, {optimizer = opt, batch = 101, epochs = 2000, shuffle = false,
    on_epoch = function(_, epoch) opt.lr = math.max(0.05 * (1 - epoch / 2000), 1e-12) end})
  return c.last(h.train_loss)
end

local function plain_and_maxout(seed)
  local train, val = c.moons(60, 0.25, 0.1, seed, "train"), c.moons(1000, 0.25, 0.1, seed, "val")
  local function last_val(model)
    return c.last(c.train(model, train, seed, {val = val, lr = 0.01, batch = 60,
      epochs = 800}).val_loss)
  end
  local maxout = core.with_seed(seed, function()
    return nn.Sequential{nn.Maxout(2, 64), nn.Maxout(64, 64), nn.Linear(64, 1)}
  end)
  return last_val(c.net(seed, {2, 64, 64, 1})), last_val(maxout)
end

return {
  {
    id = "16", title = "label smoothing .1: clouds 10-d, 3 classes, 150 rows, 20 % relabelled, 300 "
      .. "epochs",
    claims = {{"loss", "val cross-entropy lower", 0.95}, {"ece", "calibration error lower", 0.95},
      {"range", "range of the logits below 5 (theory 3.33)", 0.95},
      {"accuracy", "trap T15: accuracy better", nil, 0.5}},
    numbers = {"loss_hard", "loss_smooth", "ece_hard", "ece_smooth", "confidence_hard",
    "confidence_smooth",
      "accuracy_hard", "accuracy_smooth", "range_hard", "range_smooth"},
    one = function(seed)
      local a, range_a = smoothed(seed, 0)
      local b, range_b = smoothed(seed, 0.1)
      return {loss_hard = a.loss, loss_smooth = b.loss, ece_hard = a.ece, ece_smooth = b.ece,
        confidence_hard = a.confidence, confidence_smooth = b.confidence,
        accuracy_hard = a.accuracy,
        accuracy_smooth = b.accuracy, range_hard = range_a, range_smooth = range_b,
        loss = b.loss < a.loss,
        ece = b.ece < a.ece, range = range_b < 5, accuracy = b.accuracy > a.accuracy}
    end,
  },
  {
    id = "17", title = "one maxout unit on |x| and x², 101 points, Adam .05 to 0, 2000 steps",
    claims = {{"abs", "|x|: 2 pieces below 1e-6, 1 piece above .08", 0.9},
      {"square", "x²: 2 pieces near the optimum .0056 (below .0065)", 0.9},
      {"random", "trap: the same on |x| with random biases", nil, 0.9}},
    numbers = {"abs_1", "abs_2", "square_1", "square_2"},
    one = function(seed)
      local function abs(x) return x:abs() end
      local function square(x) return x ^ 2 end
      local r = {abs_1 = unit_error(seed, 1, abs), abs_2 = unit_error(seed, 2, abs),
        square_1 = unit_error(seed, 1, square), square_2 = unit_error(seed, 2, square)}
      r.abs = r.abs_2 < 1e-6 and r.abs_1 > 0.08
      r.square = r.square_2 < 0.0065
      r.random = unit_error(seed, 2, abs, true) < 1e-6
      return r
    end,
  },
  {
    id = "36", title = "trap: maxout as a regularizer. Moons 60, 64-64 units, 800 full batches "
      .. "(row 36)",
    claims = {{"lower", "last val loss lower than with ReLU: a coin flip", 0.15, 0.85}},
    numbers = {"val_relu", "val_maxout"},
    one = function(seed)
      local relu, maxout = plain_and_maxout(seed)
      return {val_relu = relu, val_maxout = maxout, lower = maxout < relu}
    end,
  },
}
