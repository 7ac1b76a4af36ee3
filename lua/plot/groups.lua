--- A dataset as groups of points: one group for each class, with a name, a marker and a colour.
-- Requires curves (for the looks), fail and input. Shared by the kinds scatter and boundary.

local curves = require "gradus.plot.curves"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"

local M = {}

local function class_name(classes, label)
  local name = type(classes) == "table" and classes[label]
  return name and tostring(name) or nil
end

-- ---- reading ----------------------------------------------------------------

--- Columns of a table of numbers, without going through its rows where it is a tensor: {n, width,
-- column(j)}, and tensor or rows for those who need them all. errors: E0101, E0103.
function M.columns(value, who, what)
  if input.is_tensor(value) and value:dim() == 2 then
    return {n = value:size(1), width = value:size(2), tensor = value,
      column = function(j) return value[{{}, j}]:tolist() end}
  end
  if input.is_tensor(value) and value:dim() == 1 then
    return {n = value:size(1), width = 1, tensor = value:reshape(-1, 1),
      column = function() return value:tolist() end}
  end
  local rows = input.rows(value, who, what, true)
  return {n = #rows, width = rows[1] and #rows[1] or 0, rows = rows,
    column = function(j) return input.column(rows, j) end}
end

-- What the labels look like where a dataset does not say its task.
local function guess_task(labels)
  local is_whole, largest = labels.width == 1, 0
  for _, v in ipairs(labels.width == 1 and labels.column(1) or {}) do
    is_whole = is_whole and v % 1 == 0 and v >= 0
    largest = math.max(largest, v)
  end
  if not is_whole or largest > 20 then return "regression" end
  return largest <= 1 and "binary" or "multiclass"
end

--- A dataset's x and y as tables of columns ({n, width, column(j)}), and its task.
-- errors: E0101 lengths, E0103 no dataset.
function M.read(who, ds)
  if not input.is_dataset(ds) then
    fail.raise("E0103", ("%s needs a dataset, with x and y"):format(who),
      "For example data.moons(), or data.from(x, y).")
  end
  local xs = M.columns(input.field(ds, "x"), who, "x")
  local ys = M.columns(input.field(ds, "y"), who, "y")
  if xs.n ~= ys.n then
    fail.raise("E0101", ("%s: x has %d rows, y has %d"):format(who, xs.n, ys.n))
  end
  return xs, ys, input.field(ds, "task") or guess_task(ys)
end

-- ---- splitting --------------------------------------------------------------

-- One number for the class of each example: the label, or the bits of several labels.
local function keys_of(labels, task)
  if task ~= "multilabel" then return labels.column(1) end
  local keys = {}
  for i = 1, labels.n do keys[i] = 0 end
  for j = 1, labels.width do
    for i, v in ipairs(labels.column(j)) do keys[i] = keys[i] * 2 + v end
  end
  return keys
end

local function labels_of(key, width, classes)
  local names = {}
  for j = 1, width do
    if key // 2 ^ (width - j) % 2 == 1 then
      names[#names + 1] = class_name(classes, j) or "label " .. j
    end
  end
  return names[1] and table.concat(names, "+") or "none"
end

-- The name of the class with a key.
local name_of = {
  multiclass = function(key, _, classes)
    return class_name(classes, key) or ("class %g"):format(key)
  end,
  binary = function(key, _, classes)
    return class_name(classes, key + 1) or ("class %g"):format(key)
  end,
  multilabel = labels_of,
}

--- How many classes can be told apart: as many as there are markers.
M.MOST = 8

local function sorted(groups)
  local out = {}
  for _, group in pairs(groups) do out[#out + 1] = group end
  table.sort(out, function(a, b) return a.key < b.key end)
  return out
end

-- Points by the key of their class.
local function collect(xs, ys, keys)
  local groups, count = {}, 0
  for i = 1, #keys do
    local key = keys[i]
    local group = groups[key]
    if not group then
      group, count = {key = key, xs = {}, ys = {}, n = 0}, count + 1
      groups[key] = group
    end
    local n = group.n + 1
    group.n, group.xs[n], group.ys[n] = n, xs[i], ys[i]
  end
  return sorted(groups), count
end

--- Split points (lists xs, ys) by the class of their labels (as read gives them).
-- Returns a list of {key, class, name, xs, ys, shape, colour}, in the order of the classes.
function M.split(who, xs, ys, labels, task, classes)
  local out, count = collect(xs, ys, keys_of(labels, task))
  if count > M.MOST then
    fail.raise("E0102", ("%s can tell %d classes apart, found %d"):format(who, M.MOST, count),
      "Draw a part of them: ds:subset(…).")
  end
  for i, group in ipairs(out) do
    group.name = name_of[task](group.key, labels.width, classes)
    group.class = task == "binary" and group.key + 1 or task == "multiclass" and group.key or i
    -- Two classes: a ring and a disc differ more than a disc and a diamond.
    if task == "binary" then group.shape = group.key == 0 and "open-circle" or "circle" end
    curves.look(group, group.class)
  end
  return out
end

--- The name of class number `i` (from 1), as in the legend.
function M.class_name(task, classes, i)
  return name_of[task](task == "binary" and i - 1 or i, 1, classes)
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
