--- The learner's globals: Gradus' names among them, typing errors caught, overwritten names
-- noticed.
-- Requires err, number and suggest; the public table. The globals of our own modules are others
-- (see embed.c), so that nothing here, and nothing a learner assigns, can break the program.

local err = require "gradus.err"
local number = require "gradus.number"
local suggest = require "gradus.suggest"

local M = {}

--- The table in which chunks run: Lua's own globals.
M.env = package.loaded._G

-- What Lua itself brought; taken before the first name of Gradus comes in.
local native = {}
for name in pairs(M.env) do native[name] = true end

-- Names of other Lua versions that careful scripts test for: reading them gives nil.
local lenient = {unpack = true, loadstring = true, setfenv = true, getfenv = true, jit = true,
  bit = true, bit32 = true, arg = true}

local public = {}      -- the public table; what stands behind a name may not be loaded yet
local public_names = {}
local declared = {}
local strict_sources = {}
local noted = {}

--- Names that a mistyped global may have meant, sorted.
function M.names()
  local seen, out = {}, {}
  local function add(name)
    if type(name) == "string" and not seen[name] then
      seen[name] = true
      out[#out + 1] = name
    end
  end
  for name in next, M.env do add(name) end
  for _, name in ipairs(public_names) do add(name) end
  table.sort(out)
  return out
end

--- Make chunks with this source name (as debug.getinfo gives it) fail on undefined globals.
function M.be_strict(source) strict_sources[source] = true end

local function is_strict(source)
  return source:sub(1, 7) == "=input " or strict_sources[source]
end

-- Reading a global that does not exist. Code of others (a library found by `require`) gets Lua's
-- nil.
local function missing(_, name)
  local value = M.public(name)
  if value ~= nil then
    rawset(M.env, name, value)
    return value
  end
  if declared[name] or lenient[name] or type(name) ~= "string" then return nil end
  local reader = debug.getinfo(2, "S")
  if not reader or not is_strict(reader.source) then return nil end
  err.raise("E0001", "Unknown name: " .. name, suggest.question(name, M.names()), 2)
end

local accidents = {} -- names that functions of the learner's have made globals of

-- Is it a function typed at the prompt that assigns just now (not a line of the prompt itself)?
local function in_function()
  local writer = debug.getinfo(3, "S")
  return writer and writer.what == "Lua" and writer.source:sub(1, 7) == "=input "
end

-- A name once assigned is known, also where its value is nil.
local function declare(env, name, value)
  if not declared[name] and in_function() then accidents[#accidents + 1] = name end
  declared[name] = true
  rawset(env, name, value)
end

--- Names that became globals inside of a function since this was asked last.
function M.newly_accidental()
  local names = accidents
  accidents = {}
  return names
end

-- Lua's print, but a float32 value has the digits that it carries.
local function print_line(...) io.stdout:write(number.line(...), "\n") end

--- Put the names of the public table among the globals and guard the rest. names: `require
-- "gradus"`; those not loaded yet become globals when they are first read.
function M.open(names)
  public, public_names = names, getmetatable(names).names
  for name, value in next, names do
    if not native[name] then rawset(M.env, name, value) end
  end
  rawset(M.env, "gradus", names)
  rawset(M.env, "print", print_line)
  setmetatable(M.env, {__index = missing, __newindex = declare})
end

--- What Gradus offers under this name, whatever the learner has made of the global.
function M.public(name)
  local mt = getmetatable(public)
  return mt and mt.public(name)
end

--- Names of Gradus that now hold something of the learner's and were not yet noted; each comes
-- once.
function M.newly_overwritten()
  local out = {}
  for _, name in ipairs(public_names) do
    local mine, value = rawget(M.env, name), rawget(public, name)
    if not native[name] and mine ~= nil and not rawequal(mine, value) and not noted[name] then
      noted[name] = true
      out[#out + 1] = name
    end
  end
  table.sort(out)
  return out
end

--- Is the global of this name the learner's own (not Lua's, not Gradus')?
function M.is_own(name)
  local value = rawget(M.env, name)
  if value == nil or native[name] or name == "gradus" or name == "arg" then return false end
  return not rawequal(value, rawget(public, name))
end

--- The learner's own names, sorted; results (`_`, `_1`) are not among them.
function M.own_names()
  local out = {}
  for name in next, M.env do
    if type(name) == "string" and M.is_own(name) and not name:find("^_%d*$") then
      out[#out + 1] = name
    end
  end
  table.sort(out)
  return out
end

--- Keep the results of an expression: `_` and `_1` are the latest, `_2` the one before, up to `_9`.
function M.remember(value)
  for i = 9, 2, -1 do rawset(M.env, "_" .. i, rawget(M.env, "_" .. i - 1)) end
  rawset(M.env, "_1", value)
  rawset(M.env, "_", value)
end

return M
