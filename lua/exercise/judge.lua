--- Runs a script in a world of its own and looks which goals of an exercise it reaches.
-- Requires gradus (for `seed`), guard, player, situation and text of gradus.lesson. Prints nothing;
-- what the script prints is caught.

local guard = require "gradus.lesson.guard"
local player = require "gradus.lesson.player"
local situation = require "gradus.lesson.situation"
local text = require "gradus.lesson.text"

local M = {}

local listened = {"backward", "step", "zero_grad", "loss"}

-- Calls a function of the author's. Returns true and its results; or false, and notes the bug.
local function author(verdict, s, fn)
  local results = table.pack(s:deaf_to(guard.check, fn, s))
  if results[1] then return table.unpack(results, 1, results.n) end
  verdict.bug = verdict.bug or results[2]
  return false
end

local function filled(verdict, words, numbers)
  local ok, out = pcall(text.fill, words, type(numbers) == "table" and numbers or {})
  if ok then return out end
  verdict.bug = verdict.bug or out
  return words
end

local function look_at_goals(verdict, exercise, s)
  for i, goal in ipairs(exercise.goals) do
    local ok, reached, numbers = author(verdict, s, goal.when)
    local holds = ok and reached and true or false
    local has_numbers = type(numbers) == "table" and next(numbers) ~= nil
    verdict.goals[i] = {label = goal.label, reached = holds,
      missing = not holds and goal.unless and has_numbers and filled(verdict, goal.unless, numbers)
        or nil,
      margin = has_numbers and numbers.margin or nil, has_numbers = has_numbers}
    verdict.passed = verdict.passed and holds
  end
end

local function look_for_mistake(verdict, exercise, s)
  for _, mistake in ipairs(exercise.mistakes or {}) do
    local ok, applies, numbers = author(verdict, s, mistake.when)
    if ok and applies then
      verdict.mistake = {tag = mistake.tag, say = filled(verdict, mistake.say, numbers)}
      return
    end
  end
end

--- Judge a script. seed: what the global generator is set to before. Returns {passed, goals (a list
-- of {label, reached, missing, margin}), mistake ({tag, say} or nil), error (of the script), output
-- (lines), bug (the author's, or nil)}.
function M.judge(exercise, source, seed)
  local actor = player.new()
  local s = situation.open(actor.shell.env, listened)
  s.source = source
  actor.after = function(outcome) s:add_chunk(outcome) end
  require("gradus").seed(seed or 1)
  actor:run_script(source, exercise.name .. ".lua")
  s.error = actor.failed
  local verdict = {passed = true, goals = {}, error = actor.failed, output = actor.said}
  look_at_goals(verdict, exercise, s)
  if not verdict.passed then look_for_mistake(verdict, exercise, s) end
  s:close()
  return verdict
end

return M
