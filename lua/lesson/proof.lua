--- Proves a lesson by playing it: untouched, with its reference answers, with its known mistakes.
-- Requires the rooms of gradus.lesson, gradus (for `seed`), gradus.sys and gradus.term. Prints
-- nothing; what a lesson prints while it is played is caught by the player.
--
-- Results are collected in a report: problems (by step and sentence, with the seeds that showed
-- them), the worst margin of each goal, the outcomes of predictions, and CPU seconds by step.

local goals = require "gradus.lesson.goals"
local answers = require "gradus.lesson.answers"
local player = require "gradus.lesson.player"
local progress = require "gradus.lesson.progress"
local session = require "gradus.lesson.session"
local sys = require "gradus.sys"
local term = require "gradus.term"

local M = {}

local Report = {}
Report.__index = Report

--- Start a report.
function M.report()
  return setmetatable({problems = {}, index = {}, margins = {}, truths = {}, seconds = {}}, Report)
end

--- Add a problem; the same one in other seeds is counted, not repeated.
function Report:add(step, why, seed)
  local key = (step and step.id or "") .. "\0" .. why:gsub("[%d.]+", "#")
  local problem = self.index[key]
  if not problem then
    problem = {step = step and step.id, why = why, seeds = {}}
    self.index[key] = problem
    self.problems[#self.problems + 1] = problem
  end
  problem.seeds[#problem.seeds + 1] = seed
end

function Report:margin(step, goal, margin, seed)
  local worst = self.margins[step.id]
  if margin and (not worst or margin < worst.margin) then
    self.margins[step.id] = {margin = margin, goal = goal.label, seed = seed}
  end
end

function Report:truth(step, value)
  local list = self.truths[step.id] or {}
  list[#list + 1] = value
  self.truths[step.id] = list
end

function Report:took(step, seconds)
  self.seconds[step.id] = math.max(self.seconds[step.id] or 0, seconds)
end

-- A player at the beginning of step `index`, in a world of its own, from seed `seed`.
local function at_step(lesson, index, seed)
  local actor = player.new()
  local one = session.new(actor.shell, lesson, progress.empty())
  one.rehearsal, one.seed = true, seed
  require("gradus").seed(seed)
  actor:play(one)
  one:enter(index, true)
  return actor, one
end

local function check_broken(report, one, seed)
  if one.state.broken then report:add(one.step, "its code fails: " .. one.state.broken, seed) end
end

local function all_reached(one)
  return goals.count(one.state) == #one.step.goals
end

local function lines_of(step)
  return type(step.solution) == "table" and step.solution or {step.solution}
end

-- Untouched, a task must be open; otherwise it asks for nothing.
local function prove_untouched(report, lesson, index, seed)
  local _, one = at_step(lesson, index, seed)
  one:check()
  if all_reached(one) then report:add(one.step, "all goals are reached untouched", seed) end
  check_broken(report, one, seed)
end

local function open_goal(one)
  for i, goal in ipairs(one.step.goals) do
    if not one.state.reached[i] then
      return goal.label, goals.missing(goal, one.state.numbers[i] or {})
    end
  end
end

local function prove_solution(report, lesson, index, seed)
  local actor, one = at_step(lesson, index, seed)
  local began = sys.cpu()
  for _, line in ipairs(lines_of(one.step)) do actor:type(line) end
  report:took(one.step, sys.cpu() - began)
  for i, goal in ipairs(one.step.goals) do
    local numbers = one.state.numbers[i] or {}
    if one.state.reached[i] then report:margin(one.step, goal, numbers.margin, seed) end
  end
  if not all_reached(one) then
    local label, missing = open_goal(one)
    local why = missing or actor.failed
    report:add(one.step, ("its solution leaves open: %s%s"):format(label,
      why and " (" .. why .. ")" or ""), seed)
  end
  check_broken(report, one, seed)
end

local function prove_mistake(report, lesson, index, seed, mistake)
  local actor, one = at_step(lesson, index, seed)
  for line in mistake.example:gmatch("[^\n]+") do actor:type(line) end
  if all_reached(one) then
    return report:add(one.step, ("the mistake %s reaches all goals"):format(mistake.tag), seed)
  end
  local found = goals.mistake(one, one.step.mistakes)
  if found ~= mistake then
    report:add(one.step, ("the mistake %s is answered with %s"):format(mistake.tag,
      found and "the words of " .. found.tag or "no words of its own"), seed)
  end
  one:check()
  check_broken(report, one, seed)
end

-- What a student may have put under the names that a step prepares.
local odd_values = {3, "three", {}, false}

-- Goals are looked at after each line, also after `train = 3`: they must stay quiet then.
local function prove_robust(report, lesson, index, seed)
  for _, name in ipairs(lesson.steps[index].setup or {}) do
    for _, value in ipairs(odd_values) do
      local actor, one = at_step(lesson, index, seed)
      rawset(actor.shell.env, name, value or nil)
      one:check()
      if one.state.broken then
        report:add(one.step, ("its checks fail where %s is %s: %s"):format(name,
          value and type(value) or "nil", one.state.broken), seed)
        break
      end
    end
  end
end

local function prove_task(report, lesson, index, seed, is_first)
  prove_untouched(report, lesson, index, seed)
  prove_solution(report, lesson, index, seed)
  for _, mistake in ipairs(lesson.steps[index].mistakes or {}) do
    prove_mistake(report, lesson, index, seed, mistake)
  end
  if is_first then prove_robust(report, lesson, index, seed) end
end

-- The longest distance at which an example still counts as a sensible answer.
local FAR = 0.25

local function prove_prediction(report, lesson, index, seed)
  local actor, one = at_step(lesson, index, seed)
  local step, began = one.step, sys.cpu()
  actor:type(one:kind().solution(one)[1])
  if one.state.stage == "sure" then actor:type("") end
  if one.state.stage == "look" then actor:type("") end
  report:took(step, sys.cpu() - began)
  check_broken(report, one, seed)
  local verdict, truth = one.state.verdict, one.state.truth
  if one.state.stage ~= "over" or not verdict then
    return report:add(step, "its line gives nothing to compare with" ..
      (actor.failed and " (" .. actor.failed .. ")" or ""), seed)
  end
  report:truth(step, answers[step.answer.kind].show(step.answer, truth))
  if not verdict.exact and verdict.off > (step.answer.kind == "number" and FAR or 0) then
    report:add(step, "its example is far off: " .. verdict.words, seed)
  end
end

local function prove_show(report, lesson, index, seed)
  local actor, one = at_step(lesson, index, seed)
  local began = sys.cpu()
  actor:type("")
  report:took(one.step, sys.cpu() - began)
  check_broken(report, one, seed)
  if one.state.stage == "run" then
    report:add(one.step, "its code does not run: " .. tostring(actor.failed), seed)
  end
end

local provers = {task = prove_task, predict = prove_prediction, recall = prove_prediction,
  show = prove_show}

local function prove_budget(report, lesson)
  local budget = lesson.budget or 10
  for _, step in ipairs(lesson.steps) do
    local seconds = report.seconds[step.id] or 0
    if seconds > budget then
      report:add(step, ("it takes %.1f s of CPU, allowed are %g"):format(seconds, budget))
    end
  end
end

--- Prove each step of a lesson over the seeds 1 to `count`.
function M.steps(report, lesson, count)
  for index, step in ipairs(lesson.steps) do
    for seed = 1, count do
      local prove = provers[step.kind]
      if prove then prove(report, lesson, index, seed, seed == 1) end
    end
  end
  prove_budget(report, lesson)
end

-- Rows that lines take on a screen: long code lines are folded by the terminal.
local function rows(lines, width)
  local count = 0
  for _, line in ipairs(lines) do
    count = count + math.max(1, math.ceil(term.columns(line) / width))
  end
  return count
end

local function is_typed(line, name)
  return line:find(name .. " ", 1, true) == 1 and line:find("> ", 1, true)
end

-- What comes between two inputs must stand on one screen, with the line that is typed next. Code
-- and what it prints may be folded by the terminal; words are laid out for it.
local function check_screen(report, actor, one, from, size)
  local step = one.step
  for i = from, #actor.said do
    local line, wide = actor.said[i], term.columns(actor.said[i])
    local is_words = not actor.is_output[i] and not is_typed(line, one.lesson.label)
    if is_words and wide > math.min(size.width, 76) then
      report:add(step, ("a line is %d columns wide at %dx%d: %s"):format(wide, size.width,
        size.height, line))
    end
  end
  for i = from, #actor.said do
    local open = not actor.is_output[i] and actor.said[i]:match("{[%a_][%w_]*}")
    if open then report:add(step, "a text says " .. open .. ", which has no value") end
  end
  local high = rows(table.move(actor.said, from, #actor.said, 1, {}), size.width) + 1
  if high > size.height then
    report:add(step, ("a screen is %d rows high at %dx%d"):format(high, size.width, size.height))
  end
end

-- What a student enters next who takes every reference answer.
local function next_input(one)
  local kind, state = one:kind(), one.state
  if one.step.kind == "show" or state.over then return "" end
  local lines = kind.solution and kind.solution(one) or {}
  state.played = (state.played or 0) + 1
  return lines[state.played] or ""
end

-- Plays the whole lesson on a screen of this size and looks at each screen on the way.
local function play_through(report, lesson, size)
  term.override{width = size.width, height = size.height, tty = true, color = false,
    unicode = true}
  local actor, one = at_step(lesson, 1, 1)
  local from = 1
  for _ = 1, 40 * #lesson.steps do
    check_screen(report, actor, one, from, size)
    if one.over then break end
    from = #actor.said + 1
    actor:type(next_input(one))
  end
  term.override(nil)
  if not one.over then report:add(one.step, "the lesson cannot be played past this step") end
  return actor
end

--- Play the lesson through at 60x18 and 80x24. Returns the player of the latter.
function M.screens(report, lesson)
  play_through(report, lesson, {width = 60, height = 18})
  return play_through(report, lesson, {width = 80, height = 24})
end

return M
