--- Two-minute detours: offered when the same misconception shows for the third time.
-- Requires gradus.lesson.catalogue and gradus.lesson.progress. Prints nothing.
--
-- Predictions and known mistakes carry tags ("more-epochs-always-better"). A tag that has shown in
-- three different steps, of any lessons, offers a detour once, until it was taken; nobody has to
-- take it. That is the lesson lessons/detours/TAG where somebody has written it; else the step
-- that the thought led astray, met once more, and a sentence about it.

local catalogue = require "gradus.lesson.catalogue"
local progress = require "gradus.lesson.progress"

local M = {}

local TIMES = 3

--- The name of the detour for a tag.
function M.name(tag) return "detours/" .. tag end

-- Where a step of each kind keeps what students may mean wrongly.
local function thoughts(step)
  if step.kind == "task" then return step.mistakes or {} end
  local answer = step.kind == "predict" and step.answer or {}
  return answer.options or answer.sketches or {}
end

local function carries(step, kind, tag)
  for _, thought in ipairs(step.kind == kind and thoughts(step) or {}) do
    if thought.tag == tag then return true end
  end
  return false
end

-- The lesson and step of the course where the thought is first put to the test, or nil: by a
-- prediction where there is one, else in a task.
local function source_of(tag)
  for _, kind in ipairs{"predict", "task"} do
    for _, name in ipairs(catalogue.names()) do
      local lesson = catalogue.load(name)
      for _, step in ipairs(lesson and lesson.steps or {}) do
        if carries(step, kind, tag) then return lesson, step end
      end
    end
  end
end

-- A detour made of a step of the course.
local function compose(tag)
  local lesson, step = source_of(tag)
  if not lesson then return nil end
  local again = {}
  for field, value in pairs(step) do again[field] = value end
  again.rows, again.recall, again.class = nil, nil, nil
  local rule = {kind = "reflect", id = "rule", title = "Your rule",
    ask = "What was it this time, and why? One sentence of yours.",
    example = "I expected the opposite, and this is what the run has shown instead."}
  return {name = M.name(tag), label = "detour", origin = lesson.origin, minutes = 2,
    title = "Once more: " .. step.title, world = lesson.world, seed = lesson.seed,
    steps = {again, rule}}
end

--- The detour for a tag, or nil.
function M.lesson(tag)
  if catalogue.exists(M.name(tag)) then return catalogue.load(M.name(tag)) end
  return compose(tag)
end

-- In how many different steps the tag has shown, and whether its detour was taken.
local function sightings(records, tag)
  local places, count, is_taken = {}, 0, false
  for _, record in ipairs(records) do
    local place = record.tag == tag and record.lesson .. "/" .. tostring(record.step)
    if place and not places[place] then
      places[place] = true
      count = count + 1
    end
    is_taken = is_taken or record.what == "complete" and record.lesson == M.name(tag)
  end
  return count, is_taken
end

--- Is now the time to offer the detour of a tag that has just shown?
function M.is_due(tag)
  local count, is_taken = sightings((progress.read()), tag)
  return count >= TIMES and not is_taken and M.lesson(tag) ~= nil
end

return M
