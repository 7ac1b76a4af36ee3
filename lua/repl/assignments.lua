--- NAME=VALUE as commands take them, turned into the options of a Lua call.
-- Requires err, workspace. Reads text only; what the text means is for the function that is called.

local err = require "gradus.err"
local workspace = require "gradus.repl.workspace"

local M = {}

-- The end of the value that begins at `from`: a bracket or quote to its partner, else to a blank
-- or, in a list, to a comma.
local function value_end(text, from, stops)
  local first = text:sub(from, from)
  local _, last
  if first == "{" then _, last = text:find("^%b{}", from) end
  if first == '"' or first == "'" then _, last = text:find("^" .. first .. "[^" .. first .. "]*"
    .. first, from) end
  if last and text:find("^[%s,]", last + 1) or last == #text then return last end
  return (text:find("[" .. stops .. "]", from) or #text + 1) - 1
end

local constants = {["true"] = true, ["false"] = true, ["nil"] = true}

-- A word such as adam is meant as a text, unless it is a variable of the learner's.
local function as_lua(value)
  local word = value:match("^[%a_][%w_]*$")
  if not word or constants[word] or workspace.is_own(word) then return value end
  return ("%q"):format(word)
end

local function bad(rest, usage)
  err.raise("E0103", ("%s: %s is no setting"):format(usage, rest),
    "Settings are written NAME=VALUE without blanks: lr=0.01", 3)
end

--- The settings in a text, in order: a list of {name, value}; value is a piece of Lua.
-- usage: how the command is written, for errors. errors: E0103.
function M.read(text, usage)
  local out, at = {}, text:find("%S")
  while at do
    local name, from = text:match("^([%a_][%w_]*)%s*=%s*()%S", at)
    if not name then bad(text:sub(at), usage) end
    local last = value_end(text, from, "%s")
    out[#out + 1] = {name = name, value = as_lua(text:sub(from, last))}
    at = text:find("[^%s,]", last + 1)
  end
  return out
end

--- The values of a list such as 0.1,0.3 or adam,sgd as pieces of Lua.
function M.values(text)
  local out, at = {}, text:find("[^%s,]")
  while at do
    local last = value_end(text, at, "%s,")
    out[#out + 1] = as_lua(text:sub(at, last))
    at = text:find("[^%s,]", last + 1)
  end
  return out
end

--- Settings as the fields of a table in Lua: "lr = 0.1, batch = 8".
function M.fields(settings)
  local out = {}
  for i, setting in ipairs(settings) do out[i] = setting.name .. " = " .. setting.value end
  return table.concat(out, ", ")
end

return M
