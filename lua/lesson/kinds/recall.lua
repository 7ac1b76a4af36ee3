--- The step kind `recall`: a question from an earlier lesson, asked again.
-- Requires gradus.lesson.kinds.predict and gradus.lesson.recall. It behaves as a prediction without
-- a run. The step's own question is asked where this student has mispredicted nothing.

local predict = require "gradus.lesson.kinds.predict"
local recall = require "gradus.lesson.recall"

local M = setmetatable({}, {__index = predict})

-- The step with another question; everything else of it stays.
local function with_question(step, found)
  local question = found.question
  return setmetatable({ask = question.ask, answer = question.answer, after = question.after,
    of = found.lesson .. "/" .. found.step, slide = false, text = false,
    numbers = false}, {__index = step})
end

--- Open the step: choose the question, then ask it.
function M.enter(session)
  local found = not session.rehearsal and recall.choose(session.lesson.name)
  if found then
    session.step = with_question(session.step, found)
    session:words(("From the lesson `%s`, where you were far off:"):format(found.lesson))
  end
  predict.enter(session)
end

return M
