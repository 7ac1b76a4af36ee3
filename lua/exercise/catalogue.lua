--- The exercises there are, and how their files are read.
-- Requires gradus.embed, catalogue and schema of gradus.lesson. Prints nothing.
--
-- An exercise is a folder of three files: broken.lua, a script that does not do what it should;
-- fixed.lua, one way to repair it; and exercise.lua, which returns a table with title, task, goals
-- and hints as a lesson's task has them. A mistake's example says what somebody changes in the
-- broken script: {from, to}.

local embed = require "gradus.embed"
local lessons = require "gradus.lesson.catalogue"
local schema = require "gradus.lesson.schema"

local M = {}

local FILES = {"exercise", "broken", "fixed"}

local function from_binary(folder)
  return function(name) return embed.read(folder .. "/" .. name .. ".lua") end
end

local function from_disk(folder)
  return function(name)
    local file = io.open(folder .. "/" .. name .. ".lua", "rb")
    local text = file and file:read("a")
    if file then file:close() end
    return text
  end
end

local function bug(name, why) return nil, ("The exercise %s has a bug: %s"):format(name, why) end

-- Makes an exercise of its three texts.
local function make(name, read)
  local texts = {}
  for _, file in ipairs(FILES) do
    texts[file] = read(file)
    if not texts[file] then return bug(name, ("there is no %s.lua"):format(file)) end
  end
  local origin = "@" .. name .. "/exercise.lua"
  local chunk, why = load(texts.exercise, origin, "t", lessons.environment())
  if not chunk then return bug(name, why) end
  local ok, exercise = pcall(chunk)
  if not ok then return bug(name, tostring(exercise)) end
  local problems = schema.exercise_problems(exercise)
  if problems[1] then return bug(name, problems[1]) end
  exercise.name, exercise.broken, exercise.fixed = name, texts.broken, texts.fixed
  return exercise
end

--- The names of all exercises, in the order in which they should be met.
function M.names()
  local source = assert(embed.read("lessons/exercises/index.lua"))
  return assert(load(source, "@lessons/exercises/index.lua", "t", {}))()
end

--- Does the name mean an exercise: "exercise/shapes", or the folder of one?
function M.is_one(name)
  return name:find("^exercise/") ~= nil
    or from_disk((name:gsub("/exercise%.lua$", ""):gsub("/$", ""))) "exercise" ~= nil
end

--- Is there an exercise of this name?
function M.exists(name)
  return embed.read("lessons/exercises/" .. name .. "/exercise.lua") ~= nil
end

--- Load an exercise by its name ("shapes" or "exercise/shapes") or from a folder of the author's.
-- Returns it; or nil, why, and whether that is because there is none.
function M.open(name)
  local own = name:gsub("^exercise/", "")
  if M.exists(own) then return make(own, from_binary("lessons/exercises/" .. own)) end
  local folder = name:gsub("/exercise%.lua$", ""):gsub("/$", "")
  if from_disk(folder) "exercise" then
    return make(folder:match("[^/]+$"), from_disk(folder))
  end
  return nil, ("There is no exercise %s, neither by name nor as a folder."):format(own), true
end

return M
