--- What is worth a word after a line that ran: overwritten names, `local`, a decimal comma, globals
-- made by accident, results that are not what they seem.
-- Requires inspect, the lexer and the workspace. Each kind of note is made once, except where it
-- names something new. Returns texts; prints nothing.

local inspect = require "gradus.repl.inspect"
local lexer = require "gradus.repl.lexer"
local workspace = require "gradus.repl.workspace"

local M = {}

local noted_local = false

local function overwritten(out)
  for _, name in ipairs(workspace.newly_overwritten()) do
    out[#out + 1] = ("(%s was a name of Gradus; it is yours now. Back with: %s = gradus.%s)")
      :format(name, name, name)
  end
end

local function localized(out, compiled)
  if not compiled.localized or noted_local then return end
  noted_local = true
  out[#out + 1] = "(at the prompt a local keeps its value; in a script it ends with its block)"
end

-- `3,5 + 1` is two values; nobody asks for two like this.
local function decimal_comma_alone(out, source)
  if source:find("[^%d%s.,+*/()^-]") then return end
  local number = source:match("%f[%d.]%d+,%d+")
  if not number then return end
  out[#out + 1] = ("(two values; the decimal sign is a point: %s)"):format((number:gsub(",", ".")))
end

-- `lr = 0,1` at the outermost level: one name, two whole numbers, and the second one is dropped.
local function decimal_comma(out, source)
  local name, whole, part = source:match("^%s*([%a_][%w_.]*)%s*=%s*(%d+)%s*,%s*(%d+)%s*;?%s*$")
  if not name or #lexer.tokens(source) > 6 and not name:find("%.") then return end
  out[#out + 1] = ("(%s is %s, the %s was dropped. The decimal sign is a point: %s = %s.%s)")
    :format(name, whole, part, name, whole, part)
end

local noted_accident = false

-- A function that sets a name without `local` makes a global of it.
local function accidental(out)
  local names = workspace.newly_accidental()
  if not names[1] or noted_accident then return end
  noted_accident = true
  out[#out + 1] = ("(%s was set inside of a function and is a global now; local %s = … keeps it "
    .. "inside)"):format(names[1], names[1])
end

-- What a field path like `x.shape` stands for, with its owner and last name.
local function path_of(source)
  local owner, name = source:match("^%s*([%a_][%w_.]*)%.([%a_][%w_]*)%s*$")
  return owner and inspect.resolve(owner), owner, name
end

-- A tensor, a module, a dataset: something with methods, not a table of functions like `nn`.
local function is_object(value)
  local mt = debug.getmetatable(value)
  local name = type(mt) == "table" and rawget(mt, "__name")
  return type(name) == "string" and name ~= "gradus.namespace"
end

local surprises = {
  -- list[0] is nil, silently
  function(source, value)
    local list = value == nil and source:match("([%a_][%w_.]*)%[0%]%s*$")
    return list and ("Lua counts from 1: %s[1] is the first"):format(list)
  end,
  -- a method named without being called
  function(source, value)
    local object, owner, name = path_of(source)
    if type(value) ~= "function" or not is_object(object) then return nil end
    return ("that is the method itself; %s:%s() calls it"):format(owner, name)
  end,
  -- two tensors are == only if they are the same object
  function(source, value)
    local name, other = source:match("^%s*([%a_][%w_.]*)%s*==%s*(.-)%s*$")
    local object = value == false and name and other ~= "nil" and inspect.resolve(name)
    if type(object) ~= "userdata" or require("gradus.core").kind(object) ~= "tensor" then
      return nil
    end
    return ("== asks whether both are the same object; %s:eq(%s) compares the numbers")
      :format(name, other)
  end,
}

local surprised = {}

-- Results that are right in Lua and not what was meant; each kind once.
local function surprising(out, source, record)
  if not (record.ok and record.is_expression and record.values.n == 1) then return end
  for i, surprise in ipairs(surprises) do
    local text = not surprised[i] and surprise(source, record.values[1])
    if text then
      surprised[i] = true
      out[#out + 1] = "(" .. text .. ")"
    end
  end
end

--- The notes on a chunk that has just run: a list of texts. record: what came of it.
function M.collect(source, compiled, record)
  local out = {}
  overwritten(out)
  accidental(out)
  surprising(out, source, record)
  localized(out, compiled)
  decimal_comma(out, source)
  decimal_comma_alone(out, source)
  return out
end

return M
