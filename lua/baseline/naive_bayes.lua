--- baseline.naive_bayes(): each feature a bell curve per class, features taken as independent.
-- Requires doc, options and baseline.learner. Closed form: means, deviations, shares of the
-- classes.

local doc = require "gradus.doc"
local learner = require "gradus.baseline.learner"
local options = require "gradus.options"

local FLOOR = 1e-9 -- of the largest variance: a feature that never varies must not divide by 0

local function moments(rows, members, j)
  local sum, squares = 0, 0
  for _, i in ipairs(members) do sum = sum + rows[i][j] end
  local mean = sum / #members
  for _, i in ipairs(members) do squares = squares + (rows[i][j] - mean) ^ 2 end
  return mean, squares / #members
end

local function members_of(targets, class_count)
  local out = {}
  for c = 1, class_count do out[c] = {} end
  for i, c in ipairs(targets) do table.insert(out[c], i) end
  return out
end

-- log p(class) + Σ log N(x_j; mean, variance)
local function log_joint(class, row)
  if not class then return -math.huge end
  local sum = math.log(class.share)
  for j, x in ipairs(row) do
    local v = class.variance[j]
    sum = sum - 0.5 * (math.log(2 * math.pi * v) + (x - class.mean[j]) ^ 2 / v)
  end
  return sum
end

local function describe_class(rows, members)
  if #members == 0 then return false end
  local class = {share = #members / #rows, mean = {}, variance = {}}
  for j = 1, #rows[1] do class.mean[j], class.variance[j] = moments(rows, members, j) end
  return class
end

local function raise_floor(classes)
  local largest = 0
  for _, class in ipairs(classes) do
    for _, v in ipairs(class and class.variance or {}) do largest = math.max(largest, v) end
  end
  for _, class in ipairs(classes) do
    for j, v in ipairs(class and class.variance or {}) do
      class.variance[j] = v + FLOOR * math.max(largest, 1e-30)
    end
  end
end

local make = learner.define{
  name = "naive_bayes", tasks = {binary = true, multiclass = true},
  learn = function(self, rows, targets)
    for c, members in ipairs(members_of(targets, self.class_count)) do
      self.by_class[c] = describe_class(rows, members)
    end
    raise_floor(self.by_class)
  end,
  answer = function(self, row)
    local logs, top, sum = {}, -math.huge, 0
    for c, class in ipairs(self.by_class) do
      logs[c] = log_joint(class, row)
      top = math.max(top, logs[c])
    end
    for c, l in ipairs(logs) do
      logs[c] = math.exp(l - top)
      sum = sum + logs[c]
    end
    for c, p in ipairs(logs) do logs[c] = p / sum end
    return logs
  end,
  text = function() return "baseline.naive_bayes()" end,
}

doc.add {
  name = "baseline.naive_bayes", summary = "Each feature a bell curve per class, taken as "
    .. "independent.",
  usage = "m = baseline.naive_bayes()   m:fit(ds)   m(x)",
  text = "Rigid: two means and two deviations per class and feature. Low variance, often high "
    .. "bias.",
  example = "m = baseline.naive_bayes():fit(data.blobs{n = 300, classes = 3, seed = 1})\n"
    .. "print(accuracy(m, data.blobs{n = 300, classes = 3, seed = 2}) > 0.8)  --> true",
  see = {"baseline.tree", "plot.boundary"},
}

--- Make a naive Bayes learner. It has no options.
return function(given)
  options.check("baseline.naive_bayes", given, {})
  return make{by_class = {}}
end
