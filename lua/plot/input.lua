--- What may be handed to a plot function, turned into plain Lua lists of numbers.
-- Requires fail, number and options. Takes Lua lists, tensors (anything with `tolist`) and datasets
-- (`x`, `y`, `task`, `classes`); needs no core, and so works on hand-made tables as well.

local fail = require "gradus.plot.fail"
local kind_of = require("gradus.options").kind

local M = {}

--- Read a field of a value that may have no such field, and may object to being asked.
function M.field(value, name)
  local t = type(value)
  if t ~= "table" and t ~= "userdata" then return nil end
  local ok, found = pcall(function() return value[name] end)
  if not ok then return nil end
  return found
end

--- Is `value` a tensor (or whatever else turns into a list)?
function M.is_tensor(value)
  return type(M.field(value, "tolist")) == "function"
end

--- Is `value` a history, as `fit` returns it?
function M.is_history(value)
  return type(M.field(value, "train_loss")) == "table"
end

--- Is `value` a dataset?
function M.is_dataset(value)
  return M.field(value, "x") ~= nil and M.field(value, "y") ~= nil
end

-- One element as a number: numbers, and tensors of one element (a loss kept in a list).
local function element(v, who, what, position)
  if type(v) == "number" then return v end
  if M.is_tensor(v) then
    local plain = v:tolist()
    while type(plain) == "table" and #plain == 1 do plain = plain[1] end
    if type(plain) == "number" then return plain end
  end
  local shown = type(v) == "string" and (" (%q)"):format(v) or ""
  fail.raise("E0103", ("%s: %s must hold numbers, found %s%s at position %d")
    :format(who, what, kind_of(v), shown, position))
end

-- A tensor's values as nested Lua lists; lists and numbers as they are.
local function plain(v) return M.is_tensor(v) and v:tolist() or v end

local function is_list_of_rows(rows)
  return type(rows[1]) == "table" and not M.is_tensor(rows[1])
end

-- "3 x 4" for the messages about a table of the wrong shape.
local function shape_words(rows)
  return ("%d x %d"):format(#rows, #rows[1])
end

-- {{1}, {2}} and {{1, 2}} are the column and the row that beginners mean as a list.
local function squeeze(rows, who, what)
  if #rows == 1 then return rows[1] end
  if #rows[1] ~= 1 then
    fail.raise("E0101", ("%s: %s must be one list of numbers, found a table %s")
      :format(who, what, shape_words(rows)), "One column of a tensor t is t[{{}, 1}].")
  end
  local out = {}
  for i, row in ipairs(rows) do out[i] = row[1] end
  return out
end

--- A list of numbers from a list, a tensor `[n]`, `[n, 1]` or `[1, n]`, or a single number.
-- who, what: for the message, as in "plot.curve" and "x". errors: E0101 shape, E0103 type.
function M.list(value, who, what)
  local v = plain(value)
  if type(v) == "number" then return {v} end
  if type(v) ~= "table" then
    fail.raise("E0103", ("%s: %s must be a list or a tensor of numbers, found %s")
      :format(who, what, kind_of(value)))
  end
  if is_list_of_rows(v) then v = squeeze(v, who, what) end
  local out = {}
  for i = 1, #v do out[i] = type(v[i]) == "number" and v[i] or element(v[i], who, what, i) end
  return out
end

--- All numbers in a value, however deeply nested: tensors of any shape, lists of lists or tensors.
function M.flatten(value, who, what)
  local out = {}
  local function add(v)
    v = plain(v)
    if type(v) ~= "table" then
      out[#out + 1] = element(v, who, what, #out + 1)
      return
    end
    for i = 1, #v do
      if type(v[i]) == "number" then out[#out + 1] = v[i] else add(v[i]) end
    end
  end
  add(value)
  return out
end

local function check_rows(rows, who, what)
  for i, row in ipairs(rows) do
    if type(row) ~= "table" then
      fail.raise("E0103", ("%s: row %d of %s is %s, not a list"):format(who, i, what, kind_of(row)))
    end
    if #row ~= #rows[1] then
      fail.raise("E0101", ("%s: the rows of %s differ in length: row 1 has %d, row %d has %d")
        :format(who, what, #rows[1], i, #row))
    end
  end
end

local function is_all_numbers(row)
  for j = 1, #row do
    if type(row[j]) ~= "number" then return false end
  end
  return true
end

--- A list of rows of equal length; a plain list counts as one column where `as_column`, else as
-- one row.
function M.rows(value, who, what, as_column)
  local v = plain(value)
  if type(v) ~= "table" then
    fail.raise("E0103", ("%s: %s must be a tensor or a list of rows, found %s")
      :format(who, what, kind_of(value)))
  end
  if #v > 0 and type(plain(v[1])) == "number" then
    if not as_column then return {M.list(v, who, what)} end
    local out = {}
    for i, number in ipairs(M.list(v, who, what)) do out[i] = {number} end
    return out
  end
  local rows = {}
  for i = 1, #v do rows[i] = plain(v[i]) end
  check_rows(rows, who, what)
  for i, row in ipairs(rows) do
    if not is_all_numbers(row) then rows[i] = M.list(row, who, what) end
  end
  return rows
end

-- Options come last and have names; data have none. An empty table is an empty series.
local function is_options(value)
  if type(value) ~= "table" or getmetatable(value) then return false end
  if M.is_history(value) or M.is_dataset(value) then return false end
  for key in pairs(value) do
    if type(key) == "string" then return not M.is_tensor(value) end
  end
  return false
end

--- Take the options from the end of a list of arguments. Returns the other arguments, and the
-- options.
function M.split_options(...)
  local args = table.pack(...)
  if args.n > 0 and is_options(args[args.n]) then
    return {n = args.n - 1, table.unpack(args, 1, args.n - 1)}, args[args.n]
  end
  return args, nil
end

--- Column `j` of a list of rows.
function M.column(rows, j)
  local out = {}
  for i, row in ipairs(rows) do out[i] = row[j] end
  return out
end

return M
