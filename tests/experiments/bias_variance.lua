-- Settings 2, 2b and row 10: bias and variance of polynomials and nearest neighbours.

local c = require "common"

local function even_sine(seed) return data.sine{n = 20, noise = 0.3, even = true, seed = seed} end

local function truth(x) return math.sin(math.pi * x) end

local function decomposition(build, make, seed, runs)
  return bias_variance{build = build, truth = truth, runs = runs,
    data = function(s) return make(1000 * seed + s) end}
end

local degrees = {0, 1, 3, 4, 5, 9, 12, 14}

return {
  {
    id = "2", title = "polynomial degree: sine, 20 even places, 100 noise draws, closed form",
    claims = {{"minimum", "least error at degree 3 to 5", 0.95},
      {"bias_falls", "bias² falls from degree 0 to 1 to 3", 0.95},
      {"variance_rises", "variance rises with every degree from 1 to 14", 0.95},
      {"adds_up", "bias² + variance + noise within 5 % of the measured error", 0.95}},
    numbers = {"bias_0", "bias_1", "bias_3", "bias_9", "bias_14", "variance_1", "variance_3",
    "variance_9",
      "variance_12", "variance_14", "error_3", "error_14"},
    one = function(seed)
      local r = {adds_up = true, variance_rises = true}
      local best, before
      for _, d in ipairs(degrees) do
        local b = decomposition(function() return baseline.polynomial(d) end, even_sine, seed, 100)
        r["bias_" .. d], r["variance_" .. d], r["error_" .. d] = b.bias2, b.variance, b.error
        r.adds_up = r.adds_up and math.abs(b.sum - b.error) < 0.05 * b.error
        if d >= 1 then
          r.variance_rises = r.variance_rises and (not before or b.variance > before)
          before = b.variance
        end
        if not best or b.error < r["error_" .. best] then best = d end
      end
      r.minimum = best >= 3 and best <= 5
      r.bias_falls = r.bias_0 > r.bias_1 and r.bias_1 > r.bias_3
      return r
    end,
  },
  {
    id = "2b", title = "one data set: sine 20 random places, degree 0 to 12, 5-fold choice",
    claims = {{"monotone", "training error falls with every degree", 0.95},
      {"u_shape", "validation error falls, then rises", 0.9},
      {"cv_good", "the degree chosen by 5-fold is within 25 % of the best", 0.5}},
    numbers = {"train_0", "train_3", "train_12", "val_0", "val_3", "val_12", "chosen"},
    one = function(seed)
      local train, val = c.sine(20, 0.3, seed, "train"), c.sine(1000, 0.3, seed, "val")
      local r, best, chosen, least = {monotone = true}, nil, nil, math.huge
      local errors = {}
      for d = 0, 12 do
        local m = baseline.polynomial(d):fit(train)
        local t = evaluate(m, train).loss
        errors[d] = evaluate(m, val).loss
        if d == 0 or d == 3 or d == 12 then r["train_" .. d], r["val_" .. d] = t, errors[d] end
        if r.before and t > r.before + 1e-6 then r.monotone = false end
        r.before = t
        if not best or errors[d] < errors[best] then best = d end
        local cv = cross_validate(function() return baseline.polynomial(d) end, train, {k = 5}).loss
        if cv < least then least, chosen = cv, d end
      end
      r.chosen, r.u_shape = chosen, errors[3] < 0.8 * errors[0] and errors[12] > 1.5 * errors[3]
      r.cv_good = errors[chosen] < 1.25 * errors[best]
      return r
    end,
  },
  {
    id = "10k", title = "nearest neighbours: sine 40, k = 1, 5, 25, 40 (row 10)",
    claims = {{"k1", "k = 1 wavers: variance above 4 times the bias²", 0.95},
      {"k40", "k = 40 is biased: bias² above 10 times the variance", 0.95},
      {"k5", "k = 5 has the least sum", 0.95}},
    numbers = {"bias_1", "variance_1", "bias_5", "variance_5", "bias_25", "variance_25", "bias_40",
      "variance_40"},
    one = function(seed)
      local r, sums = {}, {}
      for _, k in ipairs{1, 5, 25, 40} do
        local b = decomposition(function() return baseline.knn(k) end,
          function(s) return data.sine{n = 40, noise = 0.3, seed = s} end, seed, 50)
        r["bias_" .. k], r["variance_" .. k], sums[k] = b.bias2, b.variance, b.bias2 + b.variance
      end
      r.k1, r.k40 = r.variance_1 > 4 * r.bias_1, r.bias_40 > 10 * r.variance_40
      r.k5 = sums[5] < sums[1] and sums[5] < sums[25] and sums[5] < sums[40]
      return r
    end,
  },
}
