--- Proves an exercise: broken it must fail, repaired pass, and known mistakes get their own words.
-- Requires gradus.sys, gradus.term, gradus.exercise.judge, lint and report of gradus.lesson. Prints
-- nothing.

local judge = require("gradus.exercise.judge").judge
local lint = require "gradus.lesson.lint"
local reports = require "gradus.lesson.report"
local sys = require "gradus.sys"
local term = require "gradus.term"

local M = {}

local STEP = {id = "repair"}
local WIDTH = 76

--- What somebody changes in the broken script. Returns the text, or nil where it does not hold what
-- is to be changed.
function M.changed(broken, example)
  local from, to = broken:find(example[1], 1, true)
  return from and broken:sub(1, from - 1) .. example[2] .. broken:sub(to + 1)
end

-- The lines of the repaired script that the broken one does not have: the solution.
local function solution(exercise)
  local had, out = {}, {}
  for line in exercise.broken:gmatch("[^\n]+") do had[line] = true end
  for line in exercise.fixed:gmatch("[^\n]+") do
    if not had[line] and not line:find("^%s*%-%-") then out[#out + 1] = line end
  end
  return out
end

local function open_goal(verdict)
  for _, goal in ipairs(verdict.goals) do
    local missing = goal.missing and " (" .. goal.missing .. ")" or ""
    if not goal.reached then return goal.label .. missing end
  end
end

local function prove_broken(report, exercise, seed)
  local verdict = judge(exercise, exercise.broken, seed)
  if verdict.passed then report:add(STEP, "the broken script reaches all goals", seed) end
  if verdict.bug then report:add(STEP, "its code fails: " .. verdict.bug, seed) end
end

local function prove_fixed(report, exercise, seed)
  local began = sys.cpu()
  local verdict = judge(exercise, exercise.fixed, seed)
  report:took(STEP, sys.cpu() - began)
  if not verdict.passed then
    report:add(STEP, ("the repaired script leaves open: %s%s"):format(open_goal(verdict),
      verdict.error and " (" .. verdict.error .. ")" or ""), seed)
  end
  for i, goal in ipairs(verdict.goals) do
    report:margin(STEP, goal, goal.margin, seed)
    if exercise.goals[i].unless and goal.reached and not goal.has_numbers then
      report:add(STEP, ("the goal %q has an unless and returns no numbers"):format(goal.label))
    end
  end
  if verdict.bug then report:add(STEP, "its code fails: " .. verdict.bug, seed) end
end

local function prove_mistake(report, exercise, mistake, seed)
  local source = M.changed(exercise.broken, mistake.example)
  if not source then
    return report:add(STEP, ("the mistake %s changes what is not there"):format(mistake.tag))
  end
  local verdict = judge(exercise, source, seed)
  local found = verdict.mistake and verdict.mistake.tag
  if verdict.passed then
    report:add(STEP, ("the mistake %s reaches all goals"):format(mistake.tag), seed)
  elseif found ~= mistake.tag then
    report:add(STEP, ("the mistake %s is answered with %s"):format(mistake.tag,
      found and "the words of " .. found or "no words of its own"), seed)
  end
end

local function prove_screen(report, exercise)
  local count = 0
  for line in (exercise.broken .. "\n"):gmatch("(.-)\n") do
    count = count + 1
    if term.columns(line) > WIDTH then
      local why = "line %d of the broken script is wider than %d columns"
      report:add(STEP, why:format(count, WIDTH))
    end
  end
end

local function prove_budget(report, exercise)
  local seconds, budget = report.seconds.repair or 0, exercise.budget or 10
  if seconds > budget then
    report:add(STEP, ("it takes %.1f s of CPU, allowed are %g"):format(seconds, budget))
  end
end

--- Everything there is to say about an exercise, over the seeds 1 to `seeds`. Returns a report.
function M.prove(exercise, seeds)
  local report = reports.new()
  for _, problem in ipairs(lint.exercise_problems(exercise, solution(exercise))) do
    report:add(STEP, problem.why)
  end
  prove_screen(report, exercise)
  for seed = 1, seeds do
    prove_broken(report, exercise, seed)
    prove_fixed(report, exercise, seed)
    for _, mistake in ipairs(exercise.mistakes or {}) do
      prove_mistake(report, exercise, mistake, seed)
    end
  end
  prove_budget(report, exercise)
  return report
end

return M
