--- A dataset as groups of points: one group for each class, with a name, a marker and a colour.
-- Requires fail, input, lines (for the looks) and number. Shared by the kinds scatter and boundary.

local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local lines = require "gradus.plot.lines"

local M = {}

local function class_name(classes, label)
  local name = type(classes) == "table" and classes[label]
  return name and tostring(name) or nil
end

local function same_key(y) return y[1] end

local function bits(y)
  local key = 0
  for _, v in ipairs(y) do key = key * 2 + v end
  return key
end

-- The group that an example belongs to, from its row of y: a number that stands for it.
local key_of = {multiclass = same_key, binary = same_key, multilabel = bits}

-- The name of that group.
local name_of = {
  multiclass = function(y, classes)
    return class_name(classes, y[1]) or ("class %g"):format(y[1])
  end,
  binary = function(y, classes)
    return class_name(classes, y[1] + 1) or ("class %g"):format(y[1])
  end,
  multilabel = function(y, classes)
    local names = {}
    for j, v in ipairs(y) do
      if v == 1 then names[#names + 1] = class_name(classes, j) or "label " .. j end
    end
    return names[1] and table.concat(names, "+") or "none"
  end,
}

-- What the labels look like where a dataset does not say its task.
local function guess_task(rows)
  local is_whole, largest = true, 0
  for _, row in ipairs(rows) do
    is_whole = is_whole and #row == 1 and row[1] % 1 == 0 and row[1] >= 0
    largest = math.max(largest, row[1])
  end
  if not is_whole or largest > 20 then return "regression" end
  return largest <= 1 and "binary" or "multiclass"
end

local MOST = 8 -- as many as there are markers

local function sorted(groups)
  local out = {}
  for _, group in pairs(groups) do out[#out + 1] = group end
  table.sort(out, function(a, b) return a.key < b.key end)
  return out
end

--- The dataset's rows of x and y, and its task. errors: E0101 lengths, E0103 no dataset.
function M.read(who, ds)
  if not input.is_dataset(ds) then
    fail.raise("E0103", ("%s needs a dataset, with x and y"):format(who),
      "For example data.moons(), or data.from(x, y).")
  end
  local xs = input.rows(input.field(ds, "x"), who, "x", true)
  local ys = input.rows(input.field(ds, "y"), who, "y", true)
  if #xs ~= #ys then
    fail.raise("E0101", ("%s: x has %d rows, y has %d"):format(who, #xs, #ys))
  end
  return xs, ys, input.field(ds, "task") or guess_task(ys)
end

--- Split points (lists xs, ys) by the class of their rows of labels.
-- Returns a list of {key, class, name, xs, ys, shape, colour}, in the order of the classes.
function M.split(who, xs, ys, labels, task, classes)
  local groups, count, get_key = {}, 0, key_of[task]
  for i, row in ipairs(labels) do
    local key = get_key(row)
    local group = groups[key]
    if not group then
      group, count = {key = key, name = name_of[task](row, classes), xs = {}, ys = {}}, count + 1
      groups[key] = group
    end
    local n = #group.xs + 1
    group.xs[n], group.ys[n] = xs[i], ys[i]
  end
  if count > MOST then
    fail.raise("E0102", ("%s can tell %d classes apart, found %d"):format(who, MOST, count),
      "Draw a part of them: ds:subset(…).")
  end
  local out = sorted(groups)
  for i, group in ipairs(out) do
    group.class = task == "binary" and group.key + 1 or task == "multiclass" and group.key or i
    -- Two classes: a ring and a disc differ more than a disc and a diamond.
    if task == "binary" then group.shape = group.key == 0 and "open-circle" or "circle" end
    lines.look(group, group.class)
  end
  return out
end

--- The name of class number `i` (from 1), as in the legend.
function M.class_name(task, classes, i)
  return name_of[task]({task == "binary" and i - 1 or i}, classes)
end

--- What a picture of a dataset is called: its name and role, as far as it has them.
function M.title(ds)
  local name, role = input.field(ds, "name"), input.field(ds, "role")
  if type(name) ~= "string" then return nil end
  return type(role) == "string" and name .. ", " .. role or name
end

--- The name of feature `j`: the dataset's own if it has one.
function M.feature_name(ds, j)
  local names = input.field(ds, "features")
  return type(names) == "table" and names[j] and tostring(names[j]) or "x" .. j
end

return M
