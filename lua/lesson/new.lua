--- `gradus new lesson NAME`: a lesson to begin from, in the current folder.
-- Requires gradus.embed and gradus.sys. Writes to standard output; returns the exit status: 0 made,
-- 1 it could not be written, 2 the command line was wrong.

local embed = require "gradus.embed"
local sys = require "gradus.sys"

local M = {}

local function complain(status, why)
  io.stderr:write("gradus new: ", why, "\n")
  return status
end

local function exists(path)
  local file = io.open(path, "r")
  if file then file:close() end
  return file ~= nil
end

local function write(name)
  local path = name .. "/lesson.lua"
  if exists(path) then return complain(1, path .. " is there already; it was left as it is.") end
  local made, why = sys.mkdirs(name)
  if made then made, why = sys.replace(path, embed.read("lessons/template/lesson.lua")) end
  if not made then return complain(1, ("%s cannot be written: %s"):format(path, tostring(why))) end
  io.write(("%s is a lesson with one step of each kind.\n"):format(path),
    ("  gradus lesson ./%s   plays it\n  gradus check ./%s    proves it\n"):format(name, name))
  return 0
end

--- Run the command. words: {"new", "lesson", NAME}. Returns the exit status.
function M.run(words)
  if words[2] ~= "lesson" or not words[3] or words[4] then
    return complain(2, "usage: gradus new lesson NAME")
  end
  if not words[3]:find("^%l[%l%d-]*$") then
    return complain(2, "a lesson's name has small letters, digits and dashes: " .. words[3])
  end
  return write(words[3])
end

return M
