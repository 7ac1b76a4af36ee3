--- The step kind `show`: code is shown, then run in the student's own workspace.
-- Requires gradus.lesson.screen. The student may as well type it: what counts is that it ran.

local screen = require "gradus.lesson.screen"

local M = {}

local function squeeze(code) return (code:gsub("%s+", " "):gsub("^ ", ""):gsub("[ ;]+$", "")) end

--- Open the step: the words and the code.
function M.enter(session)
  if session.step.text then session:words(session.step.text) end
  session:say(screen.code(session.step.code))
  session:pause("run it")
end

local function ran(session)
  session.state.over = true
  session:debrief()
  session:pause("go on")
end

--- An empty line: run the code, then the next step.
function M.key(session)
  if session.state.over then return session:finish("done") end
  local ok = session:run(session.step.code)
  if ok then return ran(session) end
  session:say("  That line did not run. :reset makes the step's variables anew; :skip goes on.")
  session:pause("try it again")
end

--- After something typed: was it the code of this step?
function M.after(session, chunk)
  local state = session.state
  if not state.over and chunk.ok and squeeze(chunk.source) == squeeze(session.step.code) then
    return ran(session)
  end
  session:pause(state.over and "go on" or "run it")
end

--- Say again what there is to do.
M.task = M.enter

--- What `:solution` types.
function M.solution(session)
  if not session.state.over then return {session.step.code} end
end

--- Pass by; what the code would have made is made all the same.
function M.skip(session)
  if not session.state.over then session:run(session.step.code) end
  session:finish("skipped")
end

return M
