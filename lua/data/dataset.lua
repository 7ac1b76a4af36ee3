--- The data set: inputs, targets, and what they mean.
-- Requires class, core, doc, err and options. Splitting, batches and descriptions are in files of
-- their own, which add their methods here. A set never copies what it can share.

local class = require "gradus.class"
local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"
local role = require "gradus.data.role"
local suggest = require "gradus.suggest"

local M = {}

M.tasks = {"binary", "multiclass", "multilabel", "regression"}

local kind = class.new "dataset"
local methods = kind.methods
M.methods, M.mt = methods, kind.mt

--- Is this a data set?
function M.is(value) return class.is(kind, value) end

-- Fields live in a table of their own, so that each assignment is checked.
local function fields_of(ds) return rawget(ds, "_") end

-- Targets given to a whole set, before parts are cut from it, are meant for its rows, whatever they
-- were before.
local function adopt(fields, y)
  if fields.role or core.set(y) == 0 then return y end
  y = y:clone()
  core.name_rows(fields.x, y, core.set(fields.x))
  return y
end

local function tensor(field)
  return function(ds, value)
    if core.kind(value) ~= "tensor" then
      err.raise("E0103", ("dataset.%s must be a tensor, not %s"):format(field, options.kind(value)),
        "tensor(table) makes one of a table of numbers.", 4)
    end
    local fields = fields_of(ds)
    if field == "y" then value = adopt(fields, value) end
    fields[field] = role.adopted(value, fields.role)
  end
end

local function one_of(field, choices)
  return function(ds, value)
    for _, choice in ipairs(choices) do
      if value == choice then
        fields_of(ds)[field] = value
        return
      end
    end
    err.raise("E0102", ("dataset.%s cannot be %s"):format(field, tostring(value)),
      suggest.question(tostring(value), choices) or "It is one of " .. table.concat(choices, ", ")
        .. ".", 4)
  end
end

local function list_or_nil(field)
  return function(ds, value)
    if value ~= nil and type(value) ~= "table" then
      err.raise("E0103", ("dataset.%s must be a list, not %s"):format(field, options.kind(value)),
        nil, 4)
    end
    fields_of(ds)[field] = value
  end
end

local function text_or_nil(field)
  return function(ds, value)
    if value ~= nil and type(value) ~= "string" then
      err.raise("E0103", ("dataset.%s must be a string, not %s"):format(field, options.kind(value)),
        nil, 4)
    end
    fields_of(ds)[field] = value
  end
end

kind.set.x, kind.set.y = tensor "x", tensor "y"
kind.set.task = one_of("task", M.tasks)
kind.set.classes, kind.set.features = list_or_nil "classes", list_or_nil "features"
kind.set.name = text_or_nil "name"

-- Parts of the program and the learner's own ("world B") are roles; the first also mark the
-- tensors.
local set_role = text_or_nil "role"
function kind.set.role(ds, value)
  set_role(ds, value)
  local fields = fields_of(ds)
  fields.x, fields.y = role.marked(fields.x, value), role.marked(fields.y, value)
end

for _, field in ipairs{"x", "y", "task", "classes", "features", "role", "name"} do
  kind.fields[field] = function(ds) return fields_of(ds)[field] end
end

local function count_up(n)
  local out = {}
  for i = 1, n do out[i] = i end
  return out
end

-- Which rows of the set it all began with these are, and a number for that set.
function kind.fields.ids(ds) return fields_of(ds).ids or count_up(#ds) end
function kind.fields.origin(ds) return fields_of(ds).origin end

local origins = 0
local set_of = setmetatable({}, {__mode = "v"}) -- number -> the parts of a set
local cut_of = {} -- number -> the parts of what was cut from it: as long as they live

local function keep_cut(parts)
  local number = core.set(parts.x)
  if number == 0 or number ~= core.set(parts.y) then return end
  cut_of[number] = cut_of[number] or setmetatable({}, {__mode = "k"})
  cut_of[number][parts] = true
end

-- For the coach: both hold the same rows in one order, unless they are known from another set.
local function name_rows(parts)
  local x, y, number = parts.x, parts.y, parts.origin % 8191 + 1
  if core.set(x) ~= 0 or core.set(y) ~= 0 then return end
  if x == y and not y.requires_grad then -- inputs that are to be given again
    y = y:reshape(y.shape)
    parts.y = y
  end
  core.name_rows(x, y, number)
  set_of[number] = parts
end

--- The parts (x, y, task, …) of the set that a tensor's rows come from, or of what is left of it
-- where only cuts live on; nil where nothing does.
function M.behind(t)
  local number = core.set(t)
  return set_of[number] or cut_of[number] and next(cut_of[number]) or nil
end

--- Make a data set of checked parts: x [n, d], y, task, and where known classes, features, role,
-- name. ids and origin are those of the set the rows come from; without them, these are new rows.
function M.new(parts)
  if not parts.origin then
    origins = origins + 1
    parts.origin = origins
    name_rows(parts)
  else
    keep_cut(parts)
  end
  parts.role = parts.role or role.of(parts.x)
  local several = not parts.role and #role.all(parts.x) > 1 -- they keep the marks of all
  local mark = several and role.adopted or role.marked
  parts.x, parts.y = mark(parts.x, parts.role), mark(parts.y, parts.role)
  return setmetatable({_ = parts}, kind.mt)
end

--- Was it scaled with numbers of all its rows, before parts were cut from it?
function M.is_mixed(ds) return fields_of(ds).mixed or false end

--- The same data set with some parts replaced.
function M.with(ds, changes)
  local parts = {}
  for name, value in pairs(fields_of(ds)) do parts[name] = value end
  for name, value in pairs(changes) do parts[name] = value end
  return M.new(parts)
end

function kind.mt.__len(ds) return fields_of(ds).x:size(1) end

--- The number of rows; raises where inputs and targets have come apart.
function M.rows(ds, who)
  class.need(kind, ds, who or "rows", 3)
  local x, y = ds.x, ds.y
  if x:size(1) ~= y:size(1) then
    err.raise("E0101",
      ("the data set has %d rows of inputs and %d of targets"):format(x:size(1), y:size(1)),
      "Assign ds.x and ds.y together.", 4)
  end
  return x:size(1)
end

local function index_list(idx)
  if core.kind(idx) == "tensor" then idx = idx:reshape(-1):tolist() end
  if type(idx) == "number" then idx = {idx} end
  if type(idx) == "table" and #idx > 0 then return idx end
  local found = type(idx) == "table" and "an empty table" or options.kind(idx)
  err.raise("E0103", "subset needs a list of row numbers, not " .. found, "ds:subset{1, 2, 3}", 4)
end

local function check_rows(list, n)
  for _, i in ipairs(list) do
    if type(i) ~= "number" or i % 1 ~= 0 or i < 1 or i > n then
      err.raise("E0102", ("row %s of a data set with %d rows"):format(tostring(i), n),
        i == 0 and "Rows count from 1." or nil, 4)
    end
  end
end

--- The rows with these numbers (a list, a tensor, or one number), as a data set of their own.
-- errors: E0102 for a row that does not exist.
function methods.subset(ds, idx)
  local n = M.rows(ds, "subset")
  local list = index_list(idx)
  check_rows(list, n)
  local rows, ids, from = core.tensor(list), {}, fields_of(ds).ids
  for i, row in ipairs(list) do ids[i] = from and from[row // 1] or row // 1 end
  return M.with(ds, {x = ds.x:index_select(1, rows), y = ds.y:index_select(1, rows), ids = ids})
end

doc.add{name = "dataset:subset", usage = "ds:subset(rows)",
  summary = "Takes the rows with these numbers as a data set of their own.",
  text = "ds[3] is the third row alone.",
  example = "print(#data.moons{n=10}:subset{1, 3, 5})  --> 3", see = {"dataset:split"}}

-- ds[3] is the third row as a data set, and nil one past the end, where ipairs looks.
local by_name = kind.mt.__index
function kind.mt.__index(ds, key)
  if math.type(key) ~= "integer" then return by_name(ds, key) end
  local n = M.rows(ds)
  if key == n + 1 then return nil end
  check_rows({key}, n)
  return methods.subset(ds, {key})
end

--- The names of the classes of all rows, or their targets as numbers.
function methods.labels(ds)
  M.rows(ds, "labels")
  local task, classes, out = ds.task, ds.classes, {}
  for i, y in ipairs(ds.y:tolist()) do
    if type(y) == "table" and #y == 1 then y = y[1] end
    local class_number = task == "binary" and y + 1 or y
    out[i] = classes and type(y) == "number" and classes[class_number // 1] or y
  end
  return out
end

doc.add{name = "dataset:labels", usage = "ds:labels()",
  summary = "Lists the class name of every row (or its target, where there are no names).",
  example = 'ds = data.from({{1}, {2}, {3}}, {"cat", "dog", "cat"})\n'
    .. "print(table.concat(ds:labels(), ' '))  --> cat dog cat",
  see = {"dataset:describe"}}

return M
