--- The step kind `predict`: a question, the student's answer, then the run that tells.
-- Requires gradus.lesson.answers, gradus.lesson.input and gradus.lesson.text. No answer is wrong:
-- it is compared with what came out and its distance is kept. Lua typed instead of one just runs.
--
-- Stages: "ask" -> ("sure" where confidence is asked) -> "run" -> ("look" where a picture comes
-- first) -> "over". A run that was interrupted leaves the step at "run".

local answers = require "gradus.lesson.answers"
local input = require "gradus.lesson.input"
local text = require "gradus.lesson.text"

local M = {}

--- What `:hint` says where a step of this kind has none.
M.no_hints = "A question needs no hint: any guess will do, and :skip goes on without one."

local pauses = {run = "run it again", look = "compare", over = "go on"}

local function kind_of(step) return answers[step.answer.kind] end

local function invite(session)
  local form = kind_of(session.step).form(session.step.answer)
  session:say(text.lines("Your prediction: " .. form .. "."))
end

--- Open the step: the question and what can be answered.
function M.enter(session)
  local step = session.step
  session.state.stage = "ask"
  if step.text then
    session:words(step.text)
    session:say("")
  end
  session:words(step.ask)
  session:say(kind_of(step).lines(step.answer))
  invite(session)
  if session.presents then session:pause("run it") end
end

--- Say again what is asked, or that a pause is waiting.
function M.task(session)
  local stage = session.state.stage
  if pauses[stage] then return session:pause(pauses[stage]) end
  M.enter(session)
end

local function keep(session, truth, verdict)
  local step, state, kind = session.step, session.state, kind_of(session.step)
  session:keep{what = "predict", step = step.id, given = kind.show(step.answer, state.given),
    truth = kind.show(step.answer, truth), off = verdict.off, tag = verdict.tag, sure = state.sure,
    of = step.of}
end

local function compare(session, truth)
  local verdict = kind_of(session.step).judge(session.step.answer, session.state.given, truth)
  session.state.verdict, session.state.truth = verdict, truth
  session:say(text.lines(verdict.words))
  session:set_numbers{given = session.state.given}
  if verdict.say then session:words(verdict.say) end
  keep(session, truth, verdict)
end

local function nothing_to_compare(session)
  session.state.stage = "run"
  session:words("That gave nothing to compare with. (:reset prepares the step anew.)")
  session:pause(pauses.run)
end

-- The outcome, the comparison where a prediction was made, and what the step says to everybody.
local function tell(session)
  local state, step = session.state, session.step
  local ok, truth = session:author(kind_of(step).truth, step.answer, session.situation)
  if ok and truth == nil then return nothing_to_compare(session) end
  state.stage = "over"
  if ok and state.given ~= nil then compare(session, truth) end
  if ok and state.given == nil and session.presents then
    session:words(("It was %s."):format(kind_of(step).show(step.answer, truth)))
  end
  session:debrief()
  session:pause(pauses.over)
end

local function did_not_run(session, was_stopped)
  if was_stopped then
    session:say("\n  It was stopped before its end.") -- the terminal has written ^C
  else
    session:words("That did not run to its end. (:reset prepares the step anew.)")
  end
  session:pause(pauses.run)
end

local function run(session)
  local state, step = session.state, session.step
  state.stage = "run"
  if step.run then
    local ran, was_stopped = session:run(step.run)
    if not ran then return did_not_run(session, was_stopped) end
  end
  if not step.look then return tell(session) end
  state.stage = "look"
  session:pause(pauses.look)
end

local function take_how_sure(session, line)
  local sure = tonumber(line)
  if sure == 1 or sure == 2 or sure == 3 then
    session.state.sure = sure
    run(session)
    return true
  end
  if input.is_lua(line, session.shell.env) then return false end
  session:say("  1, 2 or 3; Enter leaves it open.")
  return true
end

local function take_answer(session, line)
  local step = session.step
  local given, why = kind_of(step).parse(step.answer, line)
  if given == nil then
    if not why and input.is_lua(line, session.shell.env) then return false end
    session:say(text.lines(why or "The answer is " .. kind_of(step).form(step.answer) .. "."))
    return true
  end
  session.state.given = given
  if not step.confidence then
    run(session)
    return true
  end
  session.state.stage = "sure"
  session:say("  How sure are you: 1 (a guess), 2, or 3 (certain)?")
  return true
end

--- A line typed while the step waits: the answer, or Lua, which the shell may run.
function M.line(session, line)
  local stage = session.state.stage
  if stage == "ask" then return take_answer(session, line) end
  if stage == "sure" then return take_how_sure(session, line) end
  return false
end

--- A picture, or the end of the step, is to be read; a run that failed may be mended first.
function M.is_reading(session)
  local stage = session.state.stage
  return stage == "look" or stage == "over"
end

--- An empty line: on to the next stage; a question waits for its answer.
function M.key(session)
  local stage = session.state.stage
  if stage == "over" then return session:finish(session.state.mark or "done") end
  if stage == "look" then return tell(session) end
  local is_open = stage == "ask" and not session.presents -- a class may have said it aloud
  if not is_open then return run(session) end
  local form = kind_of(session.step).form(session.step.answer)
  session:say(text.lines("A guess will do: " .. form .. ". (:skip goes on without one.)"))
end

--- After something of the student's own: the question, or the pause, is still there.
function M.after(session)
  local stage = session.state.stage
  if pauses[stage] then return session:pause(pauses[stage]) end
  if stage ~= "ask" then return end
  invite(session)
  if session.presents then session:pause("run it") end
end

--- What `:solution` types: an answer that lies near in most runs.
function M.solution(session)
  if session.state.stage == "sure" then return {"2"} end
  if session.state.stage ~= "ask" then return nil end
  local answer = session.step.answer
  return {tostring(answer.example or answer.truth)}
end

--- Go on without a prediction: the run is shown all the same.
function M.skip(session)
  local stage = session.state.stage
  if stage == "over" then return session:finish("skipped") end
  session.state.mark = "skipped"
  if stage == "look" then return tell(session) end
  run(session)
end

return M
