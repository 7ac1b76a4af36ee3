--- The lessons there are, and how their files are read.
-- Requires gradus (the public table), gradus.embed; checks, evidence, makers and schema of
-- gradus.lesson.
-- A lesson file returns one table. It sees the public names, the helpers for checks and makers, and
-- the harmless part of Lua's library. It can set no global, and what a student has overwritten does
-- not reach it.

local embed = require "gradus.embed"

local M = {}

local standard = {
  assert = assert, error = error, ipairs = ipairs, math = math, next = next, pairs = pairs,
  pcall = pcall, select = select, string = string, table = table, tonumber = tonumber,
  tostring = tostring, type = type, utf8 = utf8,
}

local function base()
  local names = {}
  for name, value in pairs(standard) do names[name] = value end
  for _, room in ipairs{"gradus.lesson.checks", "gradus.lesson.evidence", "gradus.lesson.makers"} do
    for name, fn in pairs(require(room)) do names[name] = fn end
  end
  return names
end

--- The environment of a lesson file: read-only, one for each file.
function M.environment()
  local own, public = base(), require "gradus"
  return setmetatable({}, {
    __index = function(_, name)
      if own[name] ~= nil then return own[name] end
      return public[name]
    end,
    __newindex = function(_, name)
      error(("a lesson sets no globals (it sets %s)"):format(tostring(name)), 2)
    end,
  })
end

--- How many lessons the course is to have.
M.COURSE = 16

--- The names of all lessons, in the order of the course.
function M.names()
  local source = assert(embed.read("lessons/index.lua"), "lessons/index.lua is missing")
  return assert(load(source, "@lessons/index.lua", "t", {}))()
end

local function fail(name, why) return nil, ("The lesson %s has a bug: %s"):format(name, why) end

--- Make a lesson of a file's text. Returns it, or nil and a sentence that blames the lesson.
-- name: what the lesson is called at the prompt; origin: its file, for messages.
function M.from_text(source, name, origin)
  local chunk, why = load(source, "@" .. origin, "t", M.environment())
  if not chunk then return fail(name, why) end
  local ok, lesson = pcall(chunk)
  if not ok then return fail(name, tostring(lesson)) end
  local problems = require("gradus.lesson.schema").problems(lesson)
  if problems[1] then return fail(name, problems[1]) end
  lesson.name, lesson.origin = name, origin
  lesson.label = name:find("^detours/") and "detour" or name
  return lesson
end

--- Load a lesson by its name. Returns it, or nil and why.
function M.load(name)
  local origin = "lessons/" .. name .. "/lesson.lua"
  local source = embed.read(origin)
  if not source then return nil, ("There is no lesson %s."):format(name) end
  return M.from_text(source, name, origin)
end

--- All lessons that can be proven: those of the course, and the detours.
function M.all()
  local out = M.names()
  for _, path in ipairs(embed.list("lessons/detours/")) do
    out[#out + 1] = path:match("^lessons/(detours/[^/]+)/lesson%.lua$")
  end
  return out
end

-- The lesson in a file, or in a folder that holds a file lesson.lua; nil where neither is there.
local function from_disk(path)
  for _, file_name in ipairs{path, path .. "/lesson.lua"} do
    local file = io.open(file_name, "rb")
    local source = file and file:read("a")
    if file then file:close() end
    if source then
      local name = file_name:gsub("/lesson%.lua$", ""):gsub("%.lua$", ""):match("[^/]+$")
      return M.from_text(source, name, file_name)
    end
  end
end

--- Load a lesson by its name, a playlist, or a lesson from a file or folder of the author's.
-- Returns it; or nil, why, and whether that is because there is none.
function M.open(name)
  local playlist = require "gradus.lesson.playlist"
  if M.exists(name) then return M.load(name) end
  if playlist.exists(name) then return playlist.load(name) end
  local lesson, why = from_disk(name)
  if lesson or why then return lesson, why end
  return nil, ("There is no lesson %s, neither by name nor as a file."):format(name), true
end

--- Is there a lesson of this name?
function M.exists(name) return embed.read("lessons/" .. name .. "/lesson.lua") ~= nil end

--- The lesson that follows in the course, or nil.
function M.after(name)
  local names = M.names()
  for i, other in ipairs(names) do
    if other == name then return names[i + 1] end
  end
end

--- The index of a step by its number or id, or nil.
function M.find_step(lesson, which)
  local number = math.tointeger(tonumber(which))
  if number then return lesson.steps[number] and number end
  for i, step in ipairs(lesson.steps) do
    if step.id == which then return i end
  end
end

return M
