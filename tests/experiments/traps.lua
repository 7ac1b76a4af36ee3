-- Settings that look right and do not show the slide (1C of the lab's report): a lesson that steps
-- into one on purpose must know how often it snaps. Claims here have an upper bound.

local core = require "gradus.core"
local c = require "common"

local function clouds_run(seed, drop)
  local train, val = c.clouds(20, 4, 3, seed, {100, 0.15}, {1000})
  local model = c.net(seed, {20, 128, 128, 4}, {dropout = drop and {drop = drop} or nil})
  return c.train(model, train, seed, {val = val, lr = 0.003, batch = 50, epochs = 300})
end

-- Bias² of a polynomial of degree 9 with random or even places.
local function bias_of_nine(seed, even)
  return bias_variance{build = function() return baseline.polynomial(9) end, runs = 60,
    truth = function(x) return math.sin(math.pi * x) end,
    data = function(s)
      return data.sine{n = 20, noise = 0.3, even = even, seed = 1000 * seed + s}
    end}.bias2
end

local function cat_zeros(seed, n)
  local raw = data.cats{n = n, seed = 100 + seed}
  local train = data.Standardizer(raw)(raw)
  local model = nn.Linear(5, 1)
  model.weight:zero_()
  model.bias:zero_()
  c.train(model, train, 1, {optimizer = "sgd", lr = 0.1, batch = n, epochs = 3000, metrics = {},
    shuffle = false, l1 = 0.05, proximal = true})
  return model.weight:eq(0):sum():item()
end

local function normalised_or_not(seed, scale)
  local train, val = c.moons(300, 0.15, 0, seed, "train"), c.moons(1000, 0.15, 0, seed, "val")
  local by = core.tensor{1, scale}
  train.x, val.x = train.x * by, val.x * by
  local model = c.net(seed, {2, 32, 32, 1})
  c.train(model, train, seed, {optimizer = "sgd", lr = 0.1, batch = 30, epochs = 50})
  return accuracy(model, val)
end

local function first_best(list)
  local best = 1
  for i = 2, #list do
    if list[i] > list[best] then best = i end
  end
  return best
end

return {
  {
    id = "T1", title = "dropout on 20-d clouds, trained to the end",
    claims = {{"lower", "last val loss lower with dropout", nil, 0.75}},
    numbers = {"val_none", "val_drop"},
    one = function(seed)
      local a, b = clouds_run(seed), clouds_run(seed, 0.5)
      local r = {val_none = c.last(a.val_loss), val_drop = c.last(b.val_loss)}
      r.lower = r.val_drop < r.val_none
      return r
    end,
  },
  {
    id = "T2", title = "the cat with 200 rows and lambda .05",
    claims = {{"two", "L1 finds two zeros", nil, 0.7}}, numbers = {"zeros"},
    one = function(seed)
      local zeros = cat_zeros(seed, 200)
      return {zeros = zeros, two = zeros >= 2}
    end,
  },
  {
    id = "T3", title = "bias and variance with random places: degree 9", seeds = 10,
    claims = {{"biased", "its bias² is ten times that with even places", 0.8}},
    numbers = {"bias_random", "bias_even"},
    one = function(seed)
      local r = {bias_random = bias_of_nine(seed, false), bias_even = bias_of_nine(seed, true)}
      r.biased = r.bias_random > 10 * r.bias_even
      return r
    end,
  },
  {
    id = "T5", title = "a bowl along the axes, started at (1, 1): Adagrad at rate 1", seeds = 1,
    claims = {{"one_step", "arrives in one step", 1}, {"turned", "turned by 45° it does not", 1}},
    numbers = {},
    one = function()
      local function after_one(rotate)
        local path = descend(surface.bowl{condition = 1000, rotate = rotate}, {1, 1},
          {optimizer = "adagrad", lr = 1, steps = 1})
        return path.values[2] / path.values[1]
      end
      return {one_step = after_one(0) < 1e-6, turned = after_one(math.pi / 4 + 0.1) > 1e-6}
    end,
  },
  {
    id = "T7", title = "zero weights with balanced classes",
    claims = {{"nothing", "even the last bias has no gradient (below 1e-6)", 0.95}},
    numbers = {"grad_b"},
    one = function(seed)
      local r = health(c.net(seed, {2, 16, 3}, {init = "zeros"}), c.spirals(300, 0.2, seed,
        "train"))
      return {grad_b = r.grad_b[2], nothing = r.grad_b[2] < 1e-6}
    end,
  },
  {
    id = "T11", title = "no normalisation with a factor of 10 only",
    claims = {{"fails", "accuracy at most .6, as with the factor of 1000", nil, 0.3}},
    numbers = {"accuracy"},
    one = function(seed)
      local a = normalised_or_not(seed, 10)
      return {accuracy = a, fails = a <= 0.6}
    end,
  },
  {
    id = "T14", title = "stopping on accuracy: val loss there against the lowest one",
    claims = {{"higher", "at least 5 % higher", 0.5}}, numbers = {"val_at_accuracy", "val_best"},
    one = function(seed)
      local h = c.train(c.net(seed, {2, 64, 64, 1}), c.moons(40, 0.25, 0.1, seed, "train"), seed,
        {val = c.moons(200, 0.25, 0.1, seed, "val"), lr = 0.01, batch = 40, epochs = 1000})
      local at, best = h.val_loss[first_best(h.val_accuracy)], h.val_loss[h.best_epoch]
      return {val_at_accuracy = at, val_best = best, higher = at > 1.05 * best}
    end,
  },
}
