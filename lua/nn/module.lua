--- What a module is: a layer written in C, a Sequential, or a layer of the user's own.
-- Requires core. Kinds of modules that are Lua tables register here; their methods are those of the
-- C layers (`core.methods "module"`), written once in the other files of this folder.

local core = require "gradus.core"

local M = {}

--- The methods that all modules share.
M.methods = core.methods "module"

-- Metatables of the modules that are Lua tables.
local table_kinds = {}

--- Register the metatable of a kind of module that is a Lua table.
function M.register(mt)
  table_kinds[mt] = true
  return mt
end

--- Is this a module of any kind?
function M.is(value)
  if type(value) == "table" then return table_kinds[getmetatable(value)] or false end
  return core.kind(value) == "module"
end

--- Is this a layer written in C?
function M.is_layer(value)
  return type(value) == "userdata" and core.kind(value) == "module"
end

--- The name of a module's kind: "Linear", "Sequential", or what its author calls it.
function M.name(m)
  if M.is_layer(m) then return core.module_name(m) end
  local given = rawget(m, "name")
  return type(given) == "string" and given or getmetatable(m).title
end

return M
