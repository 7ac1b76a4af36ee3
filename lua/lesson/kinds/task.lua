--- The step kind `task`: goals that are states, watched in the background, ticked off as they come.
-- Requires gradus.lesson.goals, gradus.lesson.screen, gradus.lesson.text and gradus.term. Any route
-- to a goal counts. Nothing is said about a command that reaches none; only `:check` judges.

local goals = require "gradus.lesson.goals"
local screen = require "gradus.lesson.screen"
local term = require "gradus.term"
local text = require "gradus.lesson.text"

local M = {}

local function say_list(session, only_open)
  for i, goal in ipairs(session.step.goals) do
    local reached = session.state.reached[i]
    if not (only_open and reached) then session:say(screen.goal(goal.label, reached)) end
  end
end

local function all_reached(session)
  return goals.count(session.state) == #session.step.goals
end

local function reached_line(session)
  local to = session.state.told and "next step" or "go on"
  session:say(screen.all_reached(#session.step.goals, to))
end

--- Open the step: the idea, the task, then the goals, so that these stand right above the prompt.
function M.enter(session)
  local step, state = session.step, session.state
  state.reached, state.numbers, state.judged = {}, {}, 0
  if step.text then
    session:words(step.text)
    session:say("")
  end
  M.task(session)
end

-- Before a class: the next line of the answer is typed and run.
local function present(session)
  local state = session.state
  state.shown = (state.shown or 0) + 1
  local line = M.solution(session)[state.shown]
  if not line then return session:finish("skipped") end
  session:run(line)
  M.after(session)
  if not state.over then session:pause("type the next line") end
end

--- Say again what there is to do.
function M.task(session)
  session:say(text.labelled(term.paint("title", "TASK"), session:filled(session.step.task), 6))
  say_list(session)
  if all_reached(session) then return reached_line(session) end
  if session.presents then session:pause("type an answer") end
end

-- The last words of the step; where a picture has just been drawn, they wait for Enter.
local function tell(session)
  session.state.told = true
  session:debrief()
end

local function finish_goals(session)
  local state = session.state
  if not all_reached(session) or state.over then return end
  state.over = true
  if not session.step.look then tell(session) end
  reached_line(session)
end

-- After three minutes, once: where help is. It is not shown unasked.
local function mention_hints(session)
  local state = session.state
  if state.mentioned or state.over or session:hints_used() > 0 then return end
  if session:seconds() > 180 or state.judged >= 2 then
    state.mentioned = true
    session:say("  (:hint shows where to look.)")
  end
end

--- After each chunk: tick what is new, and say nothing else.
function M.after(session)
  local fresh = goals.update(session, session.step.goals, session.state)
  for _, i in ipairs(fresh) do session:say(screen.goal(session.step.goals[i].label, true)) end
  finish_goals(session)
  mention_hints(session)
end

--- An empty line: the next step once all is reached; what is open where it is not.
function M.key(session)
  local state = session.state
  if state.over and state.told then return session:finish(state.mark or "done") end
  if state.over then
    tell(session)
    return session:pause("go on")
  end
  if session.presents then return present(session) end
  local open = #session.step.goals - goals.count(state)
  local head = open == 1 and "One goal is still open:" or open .. " goals are still open:"
  session:say(text.lines(head))
  say_list(session, true)
  session:words(":hint shows where to look, :skip does the task for you.")
end

local function say_missing(session)
  local step, state = session.step, session.state
  for i, goal in ipairs(step.goals) do
    session:say(screen.goal(goal.label, state.reached[i]))
    local missing = not state.reached[i] and goals.missing(session, goal, state.numbers[i])
    if missing then session:say(text.lines(missing, 6)) end
  end
end

--- Judge: first whether the goals are reached; only if not, why, the known mistakes first.
function M.check(session)
  local step, state = session.step, session.state
  goals.update(session, step.goals, state)
  say_missing(session)
  if all_reached(session) then
    if state.over then return reached_line(session) end
    return finish_goals(session)
  end
  state.judged = state.judged + 1
  local mistake, numbers = goals.mistake(session, step.mistakes)
  if mistake then session:words(session:filled(mistake.say, numbers)) end
  session:keep{what = "check", step = step.id, reached = goals.count(state),
    tag = mistake and mistake.tag}
  mention_hints(session)
end

--- The lines that reach the goals.
function M.solution(session)
  local solution = session.step.solution
  return type(solution) == "table" and solution or {solution}
end

--- Do the task visibly; it counts as skipped, not as done. An answer may hold a line that fails on
-- purpose: only Ctrl-C ends it early.
function M.skip(session)
  local state = session.state
  if state.over then return session:finish(state.mark or "done") end
  state.mark = "skipped"
  for _, line in ipairs(M.solution(session)) do
    local _, was_stopped = session:run(line)
    if was_stopped then break end
  end
  M.after(session)
  if state.over then return end
  session:words("That should have reached the goals and did not: a fault of the lesson's, or an "
    .. "interruption. Going on.")
  session:finish("skipped")
end

return M
