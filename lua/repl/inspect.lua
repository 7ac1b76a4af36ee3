--- Looking at values without running code: what a dotted path stands for, and which names a value
-- has.
-- Requires the workspace. Uses raw access throughout; a metatable is read, never invoked, except
-- for the fields of Gradus' own objects, whose look-up runs no code of the learner's.

local lexer = require "gradus.repl.lexer"
local workspace = require "gradus.repl.workspace"

local M = {}

local function metatable(value)
  local mt = debug.getmetatable(value)
  return type(mt) == "table" and mt or nil
end

-- An object of ours says so by the name in its metatable; its __index is our own code.
local function is_ours(value)
  local mt = metatable(value)
  local name = mt and rawget(mt, "__name")
  return type(name) == "string" and name:find("^gradus%.") ~= nil
end

-- Follows __index tables, as Lua would; gives up at functions of the learner's.
local function raw_index(value, key)
  for _ = 1, 10 do
    if type(value) == "table" then
      local found = rawget(value, key)
      if found ~= nil then return found end
    end
    local mt = metatable(value)
    local index = mt and rawget(mt, "__index")
    if type(index) ~= "table" then return nil end
    value = index
  end
end

--- The field `key` of `value`, or nil; runs nothing of the learner's and raises nothing.
function M.field(value, key)
  local found = raw_index(value, key)
  if found ~= nil or not is_ours(value) then return found end
  local done, result = pcall(function() return value[key] end)
  if done then return result end
end

--- The value that a path like "a.b.c" stands for, or nil.
function M.resolve(path)
  local value
  for name in path:gmatch("[^.:]+") do
    if value ~= nil then value = M.field(value, math.tointeger(name) or name)
    else value = rawget(workspace.env, name) or workspace.public(name) end
    if value == nil then return nil end
  end
  return value
end

local function is_name(key)
  return type(key) == "string" and key:find("^%a[%w_]*$") ~= nil and not lexer.keywords[key]
end

local function add_keys(seen, t)
  for key in next, t do
    if is_name(key) then seen[key] = true end
  end
end

-- Fields that an object of the core may have; which of them it has, only its answer tells.
local possible

local function possible_fields()
  if possible then return possible end
  possible = {shape = true, grad = true, requires_grad = true, is_leaf = true, training = true,
    weight = true, bias = true, running_mean = true, running_var = true}
  for _, record in ipairs(require("gradus.core").records()) do
    for _, arg in ipairs(record.args or {}) do possible[arg.name] = true end
  end
  return possible
end

local function add_core_fields(seen, value)
  for name in pairs(possible_fields()) do
    if is_name(name) and M.field(value, name) ~= nil then seen[name] = true end
  end
  seen.grad = seen.is_leaf -- nil before the first backward, and a field all the same
end

-- What a metatable of ours announces: `__names(value)`, the methods of a box, functions beside the
-- metamethods.
local function add_ours(seen, value)
  local mt = metatable(value)
  local names = rawget(mt, "__names")
  for _, name in ipairs(names and names(value) or {}) do seen[name] = true end
  if type(rawget(mt, "__methods")) == "table" then
    add_keys(seen, mt.__methods)
    add_core_fields(seen, value)
  end
  for key, field in next, mt do
    if is_name(key) and type(field) == "function" then seen[key] = true end
  end
end

-- The tables that Lua would look into, one after the other.
local function add_inherited(seen, value)
  for _ = 1, 10 do
    local mt = metatable(value)
    value = mt and rawget(mt, "__index")
    if type(value) ~= "table" then return end
    add_keys(seen, value)
  end
end

--- The names of the fields and methods of a value, sorted.
function M.names(value)
  local seen, out = {}, {}
  if type(value) == "table" then add_keys(seen, value) end
  if is_ours(value) then add_ours(seen, value) end
  add_inherited(seen, value)
  for name in pairs(seen) do out[#out + 1] = name end
  table.sort(out)
  return out
end

return M
