--- Tasks and targets: what the numbers or names of a target column mean, and the tensor they
-- become. Requires core, err and suggest. multiclass: [n] labels 1…C; binary: [n, 1] of 0 and 1;
-- multilabel: [n, k] of 0 and 1; regression: [n, k].

local core = require "gradus.core"
local err = require "gradus.err"
local options = require "gradus.options"

local M = {}

-- Distinct values of a list, sorted: numbers by size, names by alphabet.
local function distinct(values)
  local seen, out = {}, {}
  for _, value in ipairs(values) do
    if value == value and not seen[value] then -- NaN is no class
      seen[value] = true
      out[#out + 1] = value
    end
  end
  local numeric = true
  for _, value in ipairs(out) do numeric = numeric and tonumber(value) ~= nil end
  table.sort(out, function(a, b)
    if numeric and tonumber(a) ~= tonumber(b) then return tonumber(a) < tonumber(b) end
    return tostring(a) < tostring(b)
  end)
  return out, numeric
end

local function all_whole(values)
  for _, value in ipairs(values) do
    local number = tonumber(value)
    if not number or number % 1 ~= 0 then return false end
  end
  return true
end

--- Guess the task from a column of values: names are classes; whole numbers are classes where few
-- of them occur often (at most 20 different ones, each three times on average).
function M.guess(values)
  local found, numeric = distinct(values)
  local few = #found > 0 and #found <= 20 and #values >= 3 * #found and all_whole(found)
  if numeric and not few then return "regression" end
  return #found == 2 and "binary" or "multiclass"
end

-- One class cannot be told from another.
local function check_classes(who, task, classes)
  if task == "binary" and #classes ~= 2 then
    err.raise("E0105", ("%s: a binary target has two classes, found %d"):format(who, #classes),
      #classes > 2 and 'With more than two, task="multiclass".' or nil, 4)
  end
end

local function to_numbers(who, values)
  local out = {}
  for i, value in ipairs(values) do
    out[i] = {tonumber(value)}
    if not out[i][1] then
      err.raise("E0103", ('%s: the target of row %d is "%s", not a number'):format(who, i,
        tostring(value)), 'With names as targets, task="multiclass".', 4)
    end
  end
  return core.tensor(out)
end

--- Turn a column of names or numbers into y and its classes.
-- who: names the caller in messages; task: as asked, or nil to guess. Returns y, task, classes.
function M.encode(who, values, task)
  task = task or M.guess(values)
  if task == "regression" then return to_numbers(who, values), task, nil end
  local classes, number = distinct(values), {}
  check_classes(who, task, classes)
  for i, name in ipairs(classes) do number[name] = i end
  local y = {}
  for i, value in ipairs(values) do
    y[i] = task == "binary" and {number[value] - 1} or number[value]
  end
  for i, name in ipairs(classes) do classes[i] = tostring(name) end
  return core.tensor(y), task, classes
end

-- ---- tensors as targets -------------------------------------------------------------------------

local function is_binary(y) return y:mul(y:sub(1)):eq(0):all():item() == 1 end

-- 1, 2, …, C, all of them. Quantities come as [n, 1].
local function are_labels(values)
  local found = distinct(values)
  for i, value in ipairs(found) do
    if value ~= i then return false end
  end
  return #found > 1
end

local function guess_tensor(y)
  if y:dim() == 2 and y:size(2) > 1 then return is_binary(y) and "multilabel" or "regression" end
  if is_binary(y) then return "binary" end
  if y:dim() == 2 then return "regression" end
  local values = y:tolist()
  if are_labels(values) then return "multiclass" end
  return M.guess(values) ~= "regression" and y:min():item() >= 1 and "multiclass" or "regression"
end

local function check_labels(who, y)
  local low, high = y:min():item(), y:max():item()
  if low == 0 and all_whole(y:tolist()) then
    err.raise("E0105", ("%s: label 0 among the targets; classes count from 1"):format(who),
      "Add 1 to labels that count from 0: y + 1.", 4)
  end
  if low < 1 or not all_whole(y:tolist()) then
    err.raise("E0105", ("%s: labels are whole numbers from 1, found numbers from %.6g to %.6g")
      :format(who, low, high), 'For quantities, task="regression".', 4)
  end
end

local function check_bits(who, task, y)
  if is_binary(y) then return end
  err.raise("E0105", ("%s: the targets of a %s task are 0 or 1, found numbers from %.6g to %.6g")
    :format(who, task, y:min():item(), y:max():item()), nil, 4)
end

local function check_dims(who, task, y, allowed)
  if y:dim() <= 2 and allowed then return end
  err.raise("E0101", ("%s: targets of shape [%s] do not fit the task %s"):format(who,
    table.concat(y.shape, ", "), task), nil, 4)
end

--- Check and shape a tensor of targets. Returns y in the task's shape, and the task.
function M.fit_tensor(who, y, task)
  task = task or guess_tensor(y)
  if task == "multiclass" then
    check_dims(who, task, y, y:dim() == 1 or y:size(2) == 1)
    y = y:reshape(-1)
    check_labels(who, y)
  else
    check_dims(who, task, y, task ~= "binary" or y:dim() == 1 or y:size(2) == 1)
    if y:dim() == 1 then y = y:reshape(-1, 1) end
    if task ~= "regression" then check_bits(who, task, y) end
  end
  return y, task
end

--- How many classes a data set has, or nil for a regression.
function M.class_count(ds)
  if ds.classes then return #ds.classes end
  if ds.task == "binary" then return 2 end
  if ds.task == "multiclass" then return ds.y:max():item() // 1 | 0 end
end

--- Raise where a value is no tensor and no table.
function M.to_tensor(who, what, value)
  if core.kind(value) == "tensor" then return value end
  if type(value) == "table" and getmetatable(value) == nil then return core.tensor(value) end
  err.raise("E0103", ("%s: %s must be a tensor or a table of numbers, not %s"):format(who, what,
    options.kind(value)), nil, 4)
end

return M
