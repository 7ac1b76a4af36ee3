--- Looking at values without running code: what a dotted path stands for, and which names a value
-- has.
-- Requires the workspace. Uses raw access throughout; a metatable is read, never invoked, except
-- for the fields of Gradus' own objects, whose look-up runs no code of the learner's.

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
  return done and result or nil
end

--- The value that a path like "a.b.c" stands for, or nil.
function M.resolve(path)
  local value
  for name in path:gmatch("[^.:]+") do
    if value == nil then
      value = rawget(workspace.env, name)
      if value == nil then value = workspace.public(name) end
    else
      value = M.field(value, name)
    end
    if value == nil then return nil end
  end
  return value
end

local function add_keys(seen, t)
  if type(t) ~= "table" then return end
  for key in next, t do
    if type(key) == "string" and key:find("^[%a_][%w_]*$") and key:sub(1, 2) ~= "__" then
      seen[key] = true
    end
  end
end

-- What a metatable announces: `__names` (a list), the methods in its __index, and its parents'.
local function add_announced(seen, value)
  for _ = 1, 10 do
    local mt = metatable(value)
    if not mt then return end
    for _, name in ipairs(rawget(mt, "__names") or {}) do seen[name] = true end
    local index = rawget(mt, "__index")
    if type(index) ~= "table" then return end
    add_keys(seen, index)
    value = index
  end
end

--- The names of the fields and methods of a value, sorted.
function M.names(value)
  local seen, out = {}, {}
  if type(value) == "table" then add_keys(seen, value) end
  add_announced(seen, value)
  for name in pairs(seen) do out[#out + 1] = name end
  table.sort(out)
  return out
end

return M
