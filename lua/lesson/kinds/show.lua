--- The step kind `show`: code is shown, then run in the student's own workspace.
-- Requires gradus.lesson.screen. `code` is one string or a list of lines that run one by one. The
-- student may as well type it: what counts is that each line ran.
--
-- Stages: "run" -> ("look" where a picture comes first) -> "over".

local screen = require "gradus.lesson.screen"

local M = {}

--- What `:hint` says where a step of this kind has none.
M.no_hints = "Nothing is asked here: Enter goes on."

local pauses = {run = "run it", look = "go on", over = "go on"}

local function lines_of(step)
  return type(step.code) == "table" and step.code or {step.code}
end

local function pause(session) session:pause(pauses[session.state.stage]) end

--- Open the step: the words and the code.
function M.enter(session)
  session.state.stage, session.state.typed_lines = "run", {}
  if session.step.text then session:words(session.step.text) end
  session:say(screen.code(table.concat(lines_of(session.step), "\n")))
  pause(session)
end

--- Say again what there is to do.
function M.task(session)
  if session.state.stage == "run" then return M.enter(session) end
  pause(session)
end

local function tell(session)
  session.state.stage = "over"
  session:debrief()
  pause(session)
end

local function ran(session)
  if not session.step.look then return tell(session) end
  session.state.stage = "look"
  pause(session)
end

--- An empty line: run the code, look, then the next step.
function M.key(session)
  local stage = session.state.stage
  if stage == "over" then return session:finish(session.state.mark or "done") end
  if stage == "look" then return tell(session) end
  if session:run(session.step.code) then return ran(session) end
  session:words("That did not run to its end. (:reset prepares the step anew, :skip goes on.)")
  session:pause("try it again")
end

--- Once the code has run, what it gave is to be read.
function M.is_reading(session) return session.state.stage ~= "run" end

local function squeeze(code) return (code:gsub("%s+", " "):gsub("^ ", ""):gsub("[ ;]+$", "")) end

-- Has the student now typed every line of the code?
local function is_typed(session, source)
  local done, all = session.state.typed_lines, true
  for i, line in ipairs(lines_of(session.step)) do
    if squeeze(line) == squeeze(source) then done[i] = true end
    all = all and done[i] == true
  end
  return all
end

--- After something typed: was it the code of this step?
function M.after(session, chunk)
  local is_code = session.state.stage == "run" and chunk.ok and is_typed(session, chunk.source)
  if is_code then return ran(session) end
  pause(session)
end

--- What `:solution` types.
function M.solution(session)
  return session.state.stage == "run" and lines_of(session.step) or nil
end

--- Pass by; what the code would have made is made all the same.
function M.skip(session)
  local is_open = session.state.stage == "run"
  if is_open then session:run(session.step.code) end
  session:finish("skipped")
end

return M
