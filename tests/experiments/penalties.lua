-- Settings 3, 3b and rows 29 to 32: what L1 and L2 do to weights.

local core = require "gradus.core"
local c = require "common"

-- A logistic regression from zero weights, full batches, plain gradient descent.
local function logistic(train, options)
  local model = nn.Linear(5, 1)
  model.weight:zero_()
  model.bias:zero_()
  local o = {optimizer = "sgd", lr = 0.1, batch = #train, epochs = 3000, metrics = {},
    shuffle = false}
  for name, value in pairs(options) do o[name] = value end
  c.train(model, train, 1, o)
  return model
end

local function weights(model) return model.weight:reshape(-1):tolist() end

local function zeros(w)
  local n = 0
  for _, v in ipairs(w) do n = n + (v == 0 and 1 or 0) end
  return n
end

-- (Σ|w|)²/Σw²: how many features are used, as if equally.
local function effective(w)
  local sum, squares = 0, 0
  for _, v in ipairs(w) do
    sum = sum + math.abs(v)
    squares = squares + v * v
  end
  return sum * sum / squares
end

-- Class ±1 + shared N(0, 1) + 0.3 N(0, 1) per feature.
local function equal_features(n, seed)
  return core.with_seed(seed, function()
    local y = core.rand(n, 1):gt(0.5)
    local x = (y * 2 - 1) + core.randn(n, 1) + core.randn(n, 5) * 0.3
    return data.from(x, y, {task = "binary"})
  end)
end

return {
  {
    id = "3", title = "the cat: 5 yes/no features, 1000 rows, logistic, lambda .1, 3000 steps",
    claims = {{"eyes_ears", "L1 (proximal) is exactly 0 for eyes and ears and for nothing "
      .. "else", 0.95},
      {"plain_l1", "plain gradient L1 has no exact zero", 0.95},
      {"l2_none", "L2 has no zero", 0.95},
      {"spread", "L2 uses at least 1.5 features more than L1", 0.95},
      {"costs", "L1's accuracy is below L2's", 0.8}},
    numbers = {"effective_none", "effective_l1", "effective_l2", "accuracy_none", "accuracy_l1",
      "accuracy_l2"},
    one = function(seed)
      local raw, raw_test = data.cats{n = 1000, seed = 100 + seed}, data.cats{n = 2000,
        seed = 900 + seed}
      local norm = data.Standardizer(raw)
      local train, test = norm(raw), norm(raw_test)
      local none, l1 = logistic(train, {}), logistic(train, {l1 = 0.1, proximal = true})
      local plain, l2 = logistic(train, {l1 = 0.1}), logistic(train, {l2 = 0.1})
      local w = weights(l1)
      return {effective_none = effective(weights(none)), effective_l1 = effective(w),
        effective_l2 = effective(weights(l2)), accuracy_none = accuracy(none, test),
        accuracy_l1 = accuracy(l1, test), accuracy_l2 = accuracy(l2, test),
        eyes_ears = zeros(w) == 2 and w[2] == 0 and w[5] == 0,
        plain_l1 = zeros(weights(plain)) == 0,
        l2_none = zeros(weights(l2)) == 0, spread = effective(weights(l2)) > effective(w) + 1.5,
        costs = accuracy(l1, test) < accuracy(l2, test)}
    end,
  },
  {
    id = "3b", title = "five equally good features, 200 rows, logistic",
    claims = {{"l2_equal", "L2 .1 uses them all alike (effective number at least 4.8)", 0.95},
      {"more_equal", "more evenly than without a penalty", 0.95}},
    numbers = {"effective_none", "effective_l1", "effective_l2"},
    one = function(seed)
      local raw = equal_features(200, 3000 + seed)
      local train = data.Standardizer(raw)(raw)
      local r = {effective_none = effective(weights(logistic(train, {}))),
        effective_l1 = effective(weights(logistic(train, {l1 = 0.1, proximal = true}))),
        effective_l2 = effective(weights(logistic(train, {l2 = 0.1})))}
      r.l2_equal, r.more_equal = r.effective_l2 >= 4.8, r.effective_l2 > r.effective_none
      return r
    end,
  },
  {
    id = "30", title = "the lecture's numbers: x = [1, 2, 1], two thetas (rows 29 to "
      .. "31)", seeds = 1,
    claims = {{"same_data", "both give 1.5", 1}, {"l1", "L1: 0.75 and 1", 1},
      {"l2", "L2: 0.5625 and 0.375", 1},
      {"least_l2", "gradient descent from 0 without penalty lands on the second", 1},
      {"least_l1", "the proximal L1 .1 solution is [0, 0.7375, 0]", 1}},
    numbers = {},
    one = function()
      local x, a, b = core.tensor{1, 2, 1}, core.tensor{0, 0.75, 0}, core.tensor{0.25, 0.5, 0.25}
      local function near(t, list)
        for i, v in ipairs(t:reshape(-1):tolist()) do
          if math.abs(v - list[i]) > 1e-4 then return false end
        end
        return true
      end
      local ds = data.from(core.tensor{{1, 2, 1}}, core.tensor{{1.5}}, {task = "regression"})
      local function solve(options)
        local model = nn.Linear(3, 1, {bias = false})
        model.weight:zero_()
        options.optimizer, options.lr, options.epochs, options.metrics = "sgd", 0.05, 3000, {}
        c.train(model, ds, 1, options)
        return model.weight:detach()
      end
      local l1, l2 = nn.reg.L1(1), nn.reg.L2(1)
      return {same_data = near((x * a):sum(), {1.5}) and near((x * b):sum(), {1.5}),
        l1 = near(l1(a), {0.75}) and near(l1(b), {1}), l2 = near(l2(a), {0.5625})
        and near(l2(b), {0.375}),
        least_l2 = near(solve{}, {0.25, 0.5, 0.25}),
        least_l1 = near(solve{l1 = 0.1, proximal = true}, {0, 0.7375, 0})}
    end,
  },
}
