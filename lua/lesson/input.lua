--- What kind of thing a line is: a command, Lua, or words meant for the lesson.
-- Requires nothing. Compiles lines and runs none of them.

local M = {}

local function compiles(line)
  return load("return " .. line, "=line", "t") ~= nil or load(line, "=line", "t") ~= nil
end

-- A line that is only the beginning of something: the error is at its end.
local function is_unfinished(line)
  local _, why = load(line, "=line", "t")
  return why ~= nil and why:find("<eof>", 1, true) ~= nil
end

--- Would the line mean something as Lua? A lone word counts only if it names a value in `env`.
function M.is_lua(line, env)
  local word = line:match("^%s*([%a_][%w_]*)%s*;?%s*$")
  if word then return env[word] ~= nil end
  return compiles(line) or is_unfinished(line)
end

-- What an attempt at Lua begins with, also where it does not compile: a call, a field, a name =.
local function begins_as_lua(line)
  return line:find("^%s*local%s") or line:find("^%s*[%a_][%w_%.]*%s*[%(%{%[=]")
    or line:find("^%s*[%a_][%w_]*[%.:][%a_]")
end

--- Is the line a sentence: several words that are no Lua and do not look like an attempt at it?
function M.is_prose(line)
  local _, words = line:gsub("%a[%a'’%-]*", "")
  return words >= 3 and not begins_as_lua(line) and not compiles(line) and not is_unfinished(line)
end

return M
