--- Kinds of Lua values with strict fields: what a kind does not have is an error with a suggestion.
-- Requires err, options and suggest. A class is {name, methods, fields, mt}; values are tables
-- whose raw fields hold what they know. Inheritance is not offered, and not needed.

local err = require "gradus.err"
local options = require "gradus.options"
local suggest = require "gradus.suggest"

local M = {}

-- All names a value of this class answers to, sorted.
local function names_of(class, value)
  local seen, out = {}, {}
  local function add(name)
    if type(name) == "string" and not name:find("^_") and not seen[name] then
      seen[name] = true
      out[#out + 1] = name
    end
  end
  for name in pairs(class.methods) do add(name) end
  for name in pairs(class.fields) do add(name) end
  for name in next, value do add(name) end
  table.sort(out)
  return out
end

--- Raise E0106 for a field that `value` does not have. who: how the message calls the value.
-- level: whose line is to blame, as for `error` (2: the function that called this one).
function M.no_field(class, value, key, writing, level)
  local text = writing and "%s has no field '%s' that can be set"
    or "%s has no field or method '%s'"
  local who = class.title and class.title(value) or class.name
  local near = type(key) == "string" and suggest.question(key, names_of(class, value))
  err.raise("E0106", text:format(who, tostring(key)), near or class.advice, (level or 2) + 1)
end

local function index(class)
  local methods, fields = class.methods, class.fields
  return function(self, key)
    local method = methods[key]
    if method ~= nil then return method end
    local field = fields[key]
    if type(field) == "function" then return field(self) end
    if not field then M.no_field(class, self, key, false, 2) end
  end
end

local function newindex(class)
  local fields, set = class.fields, class.set
  return function(self, key, value)
    if set[key] then return set[key](self, value) end
    if fields[key] ~= true then M.no_field(class, self, key, true, 2) end
    rawset(self, key, value)
  end
end

--- Make a class. name: as messages say it. fields: {name = true (may be nil) or a function that
-- computes it}. Methods are added to `class.methods`, functions that take an assignment to
-- `class.set`, metamethods to `class.mt`.
function M.new(name, fields)
  local class = {name = name, methods = {}, fields = fields or {}, set = {}}
  class.mt = {__name = "gradus." .. name}
  class.mt.__index = index(class)
  class.mt.__newindex = newindex(class)
  class.mt.__names = function(value) return names_of(class, value) end -- for completion
  return class
end

--- Require a value of this class as the receiver of a method: `s.step()` has none.
-- who: the method's name. errors: E0103.
function M.need(class, value, who, level)
  if M.is(class, value) then return value end
  err.raise("E0103", ("%s needs a %s, not %s"):format(who, class.name, options.kind(value)),
    ("Methods take a colon: x:%s(…)."):format(who), (level or 2) + 1)
end

--- Is `value` of this class?
function M.is(class, value)
  return type(value) == "table" and getmetatable(value) == class.mt
end

return M
