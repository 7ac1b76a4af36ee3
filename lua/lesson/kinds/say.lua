--- The step kind `say`: words to read, a screen at a time, each ended by a pause.
-- Requires nothing; works through the session it is given. `text` is a string or a list of screens.

local M = {}

--- What `:hint` says where a step of this kind has none.
M.no_hints = "Nothing is asked here: Enter goes on."

local function screens(step)
  return type(step.text) == "table" and step.text or {step.text}
end

local function show(session)
  local state, step = session.state, session.step
  local list = screens(step)
  session:words(list[state.screen], step)
  if state.screen == #list then session:debrief() end
  session:pause("go on")
end

--- Open the step: the first screen.
function M.enter(session)
  session.state.screen = 1
  show(session)
end

--- An empty line: the next screen, or the next step.
function M.key(session)
  local state = session.state
  if state.screen >= #screens(session.step) then return session:finish("done") end
  state.screen = state.screen + 1
  show(session)
end

--- There is nothing but to read.
function M.is_reading() return true end

--- Say again what there is to do.
M.task = show

--- Something of the student's own ran at the pause: say that the pause is still there.
function M.after(session) session:pause("go on") end

--- Pass by.
function M.skip(session) session:finish("skipped") end

return M
