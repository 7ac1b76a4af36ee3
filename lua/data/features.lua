--- data.polynomial_features and data.one_hot: columns made of other columns.
-- Requires core, doc, err, options, data.dataset and data.task.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"
local task = require "gradus.data.task"

local M = {}

-- All ways to multiply `degree` columns, as lists of column numbers that do not fall: {1,1}, {1,2},
-- …
local function products(width, degree)
  local out = {}
  local function extend(chosen, from)
    if #chosen == degree then
      out[#out + 1] = table.move(chosen, 1, degree, 1, {})
      return
    end
    for column = from, width do
      chosen[#chosen + 1] = column
      extend(chosen, column)
      chosen[#chosen] = nil
    end
  end
  extend({}, 1)
  return out
end

local function multiply(columns, which)
  local out = columns[which[1]]
  for i = 2, #which do out = out * columns[which[i]] end
  return out
end

local most_columns = 10000

-- There are (width + degree over degree) monomials, the constant among them.
local function check_count(width, degree)
  local count = 1
  for i = 1, degree do count = count * (width + i) / i end
  if count - 1 <= most_columns then return end
  err.raise("E0102", ("polynomial_features: %d columns to the power %d give %.7g columns"):format(
    width, degree, count - 1), ("At most %d are made."):format(most_columns), 4)
end

local function expand(x, degree)
  if x:dim() == 1 then x = x:reshape(-1, 1) end
  check_count(x:size(2), degree)
  local columns, out = {}, {}
  for i = 1, x:size(2) do columns[i] = x:narrow(2, i, 1) end
  for d = 1, degree do
    for _, which in ipairs(products(#columns, d)) do out[#out + 1] = multiply(columns, which) end
  end
  return core.cat(out, 2)
end

--- Add the powers and products of all columns up to a degree (no constant: layers have a bias).
-- x: [n, d] -> [n, all monomials of degree 1 to `degree`]; a data set gives a data set.
function M.polynomial_features(x, degree)
  options.check_value("polynomial_features", "degree", degree,
    {type = "integer", min = 1, max = 30, doc = "highest power"}, 3)
  if dataset.is(x) then return dataset.with(x, {x = expand(x.x, degree), features = false}) end
  return expand(task.to_tensor("polynomial_features", "x", x), degree)
end

doc.add{name = "data.polynomial_features", usage = "data.polynomial_features(x, degree)",
  summary = "Adds the powers and products of all columns up to a degree.",
  example = "print(data.polynomial_features(tensor{{2, 3}}, 2):tolist()[1][5])  --> 9.0",
  see = {"baseline.polynomial"}}

local function check_labels(labels, classes)
  for i, label in ipairs(labels:tolist()) do
    if label % 1 ~= 0 or label < 1 or label > classes then
      err.raise("E0105",
        ("one_hot: label %s in row %d is not among 1 to %d"):format(
          label ~= label and "nan" or ("%.7g"):format(label), i, classes),
        label == 0 and "Classes count from 1: labels + 1." or nil, 4)
    end
  end
end

--- Turn labels 1…C into rows with a single 1. labels: [n] -> [n, C]; C is the largest label where
-- it is not given.
-- errors: E0105 for a label outside 1…C.
function M.one_hot(labels, C)
  labels = task.to_tensor("one_hot", "labels", labels):reshape(-1)
  C = C or math.max(1, labels:max():item() // 1)
  options.check_value("one_hot", "C", C,
    {type = "integer", min = 1, max = 1 << 24, doc = "number of classes"}, 3)
  check_labels(labels, C)
  return labels:reshape(-1, 1):eq(core.arange(C))
end

doc.add{name = "data.one_hot", usage = "data.one_hot(labels, C)",
  summary = "Turns class labels 1…C into rows with a single 1.",
  example = "print(data.one_hot(tensor{3, 1}, 3):tolist()[1][3])  --> 1.0",
    see = {"nn.CrossEntropyLoss"}}

return M
