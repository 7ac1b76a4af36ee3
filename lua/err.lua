--- Error values: a table {code, message, hint} that behaves as its text.
-- Requires nothing. The C binding raises values of the same kind; both share the metatable that the
-- Lua registry keeps under the name "gradus.error". Prints nothing.

local M = {}

-- The registry is where luaL_newmetatable keeps the metatable of the binding: one kind of error,
-- whichever side made it, and whichever side was loaded first.
local function shared_metatable()
  local registry = debug.getregistry()
  registry["gradus.error"] = registry["gradus.error"] or {__name = "gradus.error"}
  return registry["gradus.error"]
end

local mt = shared_metatable()

function mt.__tostring(e)
  local message, hint = rawget(e, "message"), rawget(e, "hint")
  return hint and (message .. "\n" .. hint) or message
end

function mt.__concat(a, b) return tostring(a) .. tostring(b) end
function mt.__len(e) return #tostring(e) end

-- String methods work on the text, so that `e:match("shape")` does what a Lua user expects.
function mt.__index(_, key)
  local method = string[key]
  if not method then return nil end
  return function(self, ...) return method(tostring(self), ...) end
end

--- Make an error value. code: "E0101"…; message: what was asked and found; hint: what would fit.
function M.new(code, message, hint)
  return setmetatable({code = code, message = message, hint = hint}, mt)
end

--- Tell whether a caught value is one of ours.
function M.is(e)
  return type(e) == "table" and getmetatable(e) == mt
end

-- "file:line" of the caller at `level`, or nil where there is none (a C function).
local function position(level)
  local info = debug.getinfo(level + 1, "Sl")
  if not info or info.currentline < 0 then return nil end
  return info.short_src .. ":" .. info.currentline
end

--- Raise an error value. level: whose line is to blame (default 2: the caller of the caller).
-- The position is kept in the field `where`; the message stays free of it.
function M.raise(code, message, hint, level)
  local e = M.new(code, message, hint)
  e.where = position((level or 2) + 1)
  error(e, 0)
end

return M
