--- Proves a lesson's steps by playing them: untouched, with reference answers, with known mistakes.
-- Requires gradus.lesson.answers, goals and stage, and gradus.sys. Prints nothing; what a lesson
-- prints while it is played is caught by the player. Findings go into a report (report.lua).

local answers = require "gradus.lesson.answers"
local at_step = require "gradus.lesson.stage"
local goals = require "gradus.lesson.goals"
local sys = require "gradus.sys"

local M = {}

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
      return goal.label, goals.missing(one, goal, one.state.numbers[i])
    end
  end
end

-- The time that a step takes begins with its set-up: who jumps there waits for it.
local function prove_solution(report, lesson, index, seed)
  local began = sys.cpu()
  local actor, one = at_step(lesson, index, seed)
  for _, line in ipairs(lines_of(one.step)) do actor:type(line) end
  report:took(one.step, sys.cpu() - began)
  for i, goal in ipairs(one.step.goals) do
    local numbers = one.state.numbers[i] or {}
    if one.state.reached[i] then
      report:margin(one.step, goal, numbers.margin, seed)
      if goal.unless and not next(numbers) then
        report:add(one.step, ("the goal %q has an unless and returns no numbers (`a and f()` keeps "
          .. "only the first value)"):format(goal.label))
      end
    end
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
  local began = sys.cpu()
  local actor, one = at_step(lesson, index, seed)
  local step = one.step
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
  local began = sys.cpu()
  local actor, one = at_step(lesson, index, seed)
  actor:type("")
  report:took(one.step, sys.cpu() - began)
  check_broken(report, one, seed)
  if one.state.stage == "run" then
    report:add(one.step, "its code does not run: " .. tostring(actor.failed), seed)
  end
end

-- What is read or written needs no proof but that it opens.
local function prove_entry(report, lesson, index, seed)
  local _, one = at_step(lesson, index, seed)
  check_broken(report, one, seed)
end

local provers = {task = prove_task, predict = prove_prediction, recall = prove_prediction,
  show = prove_show, say = prove_entry, reflect = prove_entry}

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
      provers[step.kind](report, lesson, index, seed, seed == 1)
    end
  end
  prove_budget(report, lesson)
end

return M
