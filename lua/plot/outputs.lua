--- What a classifier's outputs mean: logits, probabilities or labels, turned into probabilities.
-- Requires fail and input; gradus.fit.judge, when first needed, which knows how a module ends.
-- What a function gives is judged by its values.

local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"

local M = {}

-- "logits", "probability" or "log_probability"; nil where only the values can tell.
local function declared(model)
  if type(input.field(model, "outputs")) == "string" then return model.outputs end
  local has_net, net = pcall(require, "gradus.fit.net")
  local has_judge, judge = pcall(require, "gradus.fit.judge")
  return has_net and has_judge and net.is_module(model) and judge.outputs(model) or nil
end

local function all_between(rows, lo, hi)
  for _, row in ipairs(rows) do
    for _, v in ipairs(row) do
      if v < lo or v > hi then return false end
    end
  end
  return true
end

local function sigmoid(z)
  if z >= 0 then return 1 / (1 + math.exp(-z)) end
  return math.exp(z) / (1 + math.exp(z))
end

-- One output for two classes: a probability, or a logit.
local function from_one(meaning, rows)
  local is_probability = meaning == "probability" or not meaning and all_between(rows, 0, 1)
  local first, second = {}, {}
  for i, row in ipairs(rows) do
    second[i] = is_probability and row[1] or sigmoid(row[1])
    first[i] = 1 - second[i]
  end
  return {first, second}
end

-- One output for many classes: the label itself, as the plain learners give it.
local function from_labels(rows)
  local count, out = 2, {}
  for _, row in ipairs(rows) do count = math.max(count, row[1]) end
  for class = 1, count do
    out[class] = {}
    for i, row in ipairs(rows) do out[class][i] = row[1] == class and 1 or 0 end
  end
  return out
end

local function row_softmax(row)
  local top, sum, out = -math.huge, 0, {}
  for _, v in ipairs(row) do top = math.max(top, v) end
  for k, v in ipairs(row) do
    out[k] = math.exp(v - top)
    sum = sum + out[k]
  end
  for k in ipairs(row) do out[k] = out[k] / sum end
  return out
end

local function sums_to_one(row)
  local sum = 0
  for _, v in ipairs(row) do sum = sum + v end
  return math.abs(sum - 1) < 1e-3
end

-- One output for each class. Probabilities stay; softmax of log-probabilities gives the
-- probabilities.
local function from_many(meaning, rows)
  local is_probability = meaning == "probability" or not meaning and all_between(rows, 0, 1)
    and sums_to_one(rows[1]) and sums_to_one(rows[#rows])
  local out = {}
  for class = 1, #rows[1] do out[class] = {} end
  for i, row in ipairs(rows) do
    for class, p in ipairs(is_probability and row or row_softmax(row)) do out[class][i] = p end
  end
  return out
end

--- Probabilities of a classifier's answers: a list of classes, each a list with one number for
-- each row.
-- answers: nested lists, as the model gave them. errors: E0101 for answers of another shape.
function M.probabilities(model, answers, task)
  local rows = input.rows(answers, "plot.boundary", "the model's output", true)
  local meaning = declared(model)
  if #rows[1] == 1 then
    return task == "binary" and from_one(meaning, rows) or from_labels(rows)
  end
  if task == "binary" and #rows[1] ~= 2 then
    fail.raise("E0101", ("plot.boundary: the model has %d outputs for 2 classes"):format(#rows[1]),
      "One output (a logit) or two fit.")
  end
  return from_many(meaning, rows)
end

--- The most probable class at place `i` and its probability; nil where nothing is known (NaN).
function M.best(probabilities, i)
  local best, p
  for class, values in ipairs(probabilities) do
    local v = values[i]
    if v == v and (not p or v > p) then best, p = class, v end
  end
  return best, p
end

return M
