--- What a session has shown: keeps the text that goes to standard output, line by line typed.
-- Requires number and the workspace. Wraps print, io.write and the write method of files, in our
-- own globals and in the learner's; they do what they did. Bounded: of one statement's output the
-- end is kept.

local number = require "gradus.number"
local workspace = require "gradus.repl.workspace"

local M = {}

local most = 200000 -- bytes kept of one statement's output

local parts, size -- nil while nothing is collected

local function keep(text)
  parts[#parts + 1] = text
  size = size + #text
  if size <= 2 * most then return end
  local all = table.concat(parts)
  parts, size = {"…\n" .. all:sub(-most)}, most
end

-- Arguments of a write as text; a wrong one raises in the original function.
local function written(...)
  local out = {}
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    if type(value) ~= "string" and type(value) ~= "number" then return "" end
    out[i] = tostring(value)
  end
  return table.concat(out)
end

local function wrap_write(original)
  return function(...)
    if parts and io.output() == io.stdout then keep(written(...)) end
    return original(...)
  end
end

local function wrap_file_write()
  local methods = getmetatable(io.stdout).__index
  local original = methods.write
  methods.write = function(file, ...)
    if parts and file == io.stdout then keep(written(...)) end
    return original(file, ...)
  end
  return original
end

-- print with its text kept; it writes past the wrapped method, so that nothing is kept twice.
local function wrap_print(original, write)
  return function(...)
    if not parts then return original(...) end
    local text = number.line(...) .. "\n"
    keep(text)
    write(io.stdout, text)
  end
end

local installed = false

local function install()
  installed = true
  local write = wrap_file_write()
  for _, env in ipairs{_G, workspace.env} do
    env.print = wrap_print(env.print, write)
    env.io.write = wrap_write(env.io.write)
  end
end

--- Begin to collect what is shown from here on.
function M.start()
  if not installed then install() end
  parts, size = {}, 0
end

--- End the line that a write has left open, so that what follows begins its own.
function M.end_line()
  local last = parts and parts[#parts]
  if last and last ~= "" and not last:find("\n$") then io.write("\n") end
end

-- A line as it stood in the end: what came before a carriage return was written over.
local function settled(text)
  text = text:gsub("\27%[[%d;?]*[%a]", ""):gsub("\r\n", "\n")
  return (text:gsub("[^\n]*\r", ""))
end

--- What was shown since `start`, without colours and overwritten progress lines.
function M.take()
  local text = parts and settled(table.concat(parts)) or ""
  parts, size = {}, 0
  return text
end

return M
