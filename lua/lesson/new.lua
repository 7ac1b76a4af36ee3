--- `gradus new lesson NAME`, `gradus new exercise NAME`: something to begin from, in a folder here.
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

-- What there is to begin from: which files, and what to say about them.
local kinds = {
  lesson = {from = "lessons/template/", files = {"lesson.lua"},
    say = "%s is a lesson with one step of each kind.\n"
      .. "  gradus lesson ./%s   plays it\n  gradus check ./%s    proves it\n"},
  exercise = {from = "lessons/template/exercise/", files = {"exercise.lua", "broken.lua",
    "fixed.lua"},
    say = "%s is an exercise: a broken script, a repaired one, and goals.\n"
      .. "  gradus exercise ./%s   plays it\n  gradus check ./%s      proves it\n"},
}

local function first_there(name, files)
  for _, file in ipairs(files) do
    if exists(name .. "/" .. file) then return name .. "/" .. file end
  end
end

local function write(kind, name)
  local there = first_there(name, kind.files)
  if there then return complain(1, there .. " is there already; it was left as it is.") end
  local made, why = sys.mkdirs(name)
  for _, file in ipairs(kind.files) do
    if made then made, why = sys.replace(name .. "/" .. file, embed.read(kind.from .. file)) end
  end
  if not made then return complain(1, ("%s cannot be written: %s"):format(name, tostring(why))) end
  io.write(kind.say:format(name .. "/" .. kind.files[1], name, name))
  return 0
end

--- Run the command. words: {"new", "lesson" or "exercise", NAME}. Returns the exit status.
function M.run(words)
  local kind = kinds[words[2] or ""]
  if not kind or not words[3] or words[4] then
    return complain(2, "usage: gradus new lesson NAME, or  gradus new exercise NAME")
  end
  if not words[3]:find("^%l[%l%d-]*$") then
    return complain(2, "a name has small letters, digits and dashes: " .. words[3])
  end
  return write(kind, words[3])
end

return M
