--- Which question of an earlier lesson a student should meet again.
-- Requires gradus.lesson.catalogue and gradus.lesson.progress. Prints nothing.
--
-- A step of kind `predict` may bring a `recall` = {ask, answer, after}: the same idea as a question
-- that needs no run. Asked again is what this student was farthest off with, until it was right.

local catalogue = require "gradus.lesson.catalogue"
local progress = require "gradus.lesson.progress"

local M = {}

--- From this distance (0 to 1) a prediction counts as mistaken.
M.FAR = 0.3

-- Latest distance of each prediction, and of each question recalled: "lesson/step" -> off.
local function distances(records)
  local predicted, recalled = {}, {}
  for _, record in ipairs(records) do
    if record.what == "predict" and type(record.off) == "number" then
      if record.of then recalled[record.of] = record.off
      else predicted[record.lesson .. "/" .. record.step] = record.off end
    end
  end
  return predicted, recalled
end

-- The question that a step brings for later, or nil.
local function question_of(lesson_name, step_id)
  local lesson = catalogue.exists(lesson_name) and catalogue.load(lesson_name)
  local index = lesson and catalogue.find_step(lesson, step_id)
  return index and lesson.steps[index].recall
end

--- The best question for a student who begins the lesson `present`, or nil.
-- Returns {lesson, step, question}.
function M.choose(present)
  local predicted, recalled = distances((progress.read()))
  local best
  for place, off in pairs(predicted) do
    local lesson_name, step_id = place:match("^(.*)/(.*)$")
    local is_open = off >= M.FAR and (recalled[place] or 1) > 0 and lesson_name ~= present
    local is_better = is_open and (not best or off > best.off
      or off == best.off and place < best.place)
    local question = is_better and question_of(lesson_name, step_id)
    if question then
      best = {lesson = lesson_name, step = step_id, question = question, off = off, place = place}
    end
  end
  return best
end

return M
