--- What can be said against a lesson without running it.
-- Requires gradus.help, gradus.lesson.rows, commands and rooms of gradus.repl. Returns problems, a
-- list of {step = id, why = sentence}; prints nothing.

local commands = require "gradus.repl.commands"
local rows = require "gradus.lesson.rows"

local M = {}

local function add(found, step, why, ...)
  found[#found + 1] = {step = step.id, why = why:format(...)}
end

local function lines_of(solution)
  return type(solution) == "table" and solution or {solution}
end

local function squeeze(s) return (s:gsub("%s+", "")) end

-- The length of the longest piece of `a` that also stands in `b`.
local function shared(a, b)
  local longest = 0
  for from = 1, #a do
    while from + longest <= #a and b:find(a:sub(from, from + longest), 1, true) do
      longest = longest + 1
    end
  end
  return longest
end

-- A hint shows where to look. One that holds most of the line to type is the solution; of a short
-- line, all of it.
local function hint_gives_away(hint, solution)
  for _, line in ipairs(lines_of(solution)) do
    local code = squeeze(line)
    local length = shared(code, squeeze(hint))
    if #code >= 4 and length == #code or length >= 8 and length >= 0.6 * #code then return true end
  end
  return false
end

local function check_hints(found, step)
  for i, hint in ipairs(step.hints) do
    if hint_gives_away(hint, step.solution) then
      add(found, step, "hint %d contains the solution", i)
    end
  end
end

local function check_task(found, step)
  if not step.goals[1] then add(found, step, "a task needs a goal") end
  if not step.hints[1] then add(found, step, "a task needs a hint") end
  check_hints(found, step)
  local seen = {}
  for _, mistake in ipairs(step.mistakes or {}) do
    if seen[mistake.tag] then add(found, step, "two mistakes with the tag %s", mistake.tag) end
    seen[mistake.tag] = true
  end
end

-- Every text of a step, however deep it lies; functions and code are not among them.
local code_fields = {code = true, run = true, solution = true, example = true, id = true,
  kind = true}

local function texts(value, out)
  if type(value) == "string" then out[#out + 1] = value end
  if type(value) ~= "table" then return out end
  for key, inner in pairs(value) do
    if not code_fields[key] then texts(inner, out) end
  end
  return out
end

local praise = {"well done", "good job", "great", "excellent", "congratulations", "awesome"}

local function check_words(found, step)
  for _, words in ipairs(texts(step, {})) do
    for _, phrase in ipairs(praise) do
      if words:lower():find("%f[%a]" .. phrase .. "%f[%A]") then
        add(found, step, "praise (%q) says nothing", phrase)
      end
    end
  end
end

-- ?topics and :commands that the words send the student to.
local function check_topics(found, step)
  local help = require "gradus.help"
  require "gradus.repl.rooms"
  for _, words in ipairs(texts(step, {})) do
    for topic in (" " .. words):gmatch("[%s(`]%?([%a_][%w_.]*)") do
      topic = topic:gsub("%.$", "")
      if not help.find(topic) then add(found, step, "?%s leads nowhere", topic) end
    end
    for word in (" " .. words):gmatch("[%s(`]:(%l+)") do
      if not commands.exact(word) then add(found, step, ":%s is no command", word) end
    end
  end
end

-- Who answers with a known misconception hears why it is one.
local function check_options(found, step)
  local answer = step.answer or {}
  for i, option in ipairs(answer.options or answer.sketches or {}) do
    if option.tag and not option.say then
      add(found, step, "answer %s has the tag %s and no words of its own", string.char(96 + i),
        option.tag)
    end
  end
end

-- The rows that the lesson says it teaches are those that its steps teach.
local function check_rows(found, lesson)
  local claimed, taught = {}, {}
  for _, row in ipairs(lesson.rows or {}) do claimed[row] = true end
  for _, step in ipairs(lesson.steps) do
    for _, row in ipairs(step.rows or {}) do
      if not rows.teaches(step) then
        add(found, step, "row %s: a step of the kind %s teaches no row", row, step.kind)
      elseif not claimed[row] then
        add(found, step, "row %s is not among the rows of the lesson", row)
      end
      taught[row] = taught[row] or rows.teaches(step)
    end
  end
  for _, row in ipairs(lesson.rows or {}) do
    if not taught[row] then
      found[#found + 1] = {why = ("no task or prediction teaches row %s"):format(row)}
    end
  end
end

local function check_predictions(found, lesson)
  if lesson.label == "detour" then return end -- what was predicted brought the student there
  for _, step in ipairs(lesson.steps) do
    if step.kind == "predict" then return end
  end
  found[#found + 1] = {why = "no step asks for a prediction"}
end

--- Everything to say against the texts of an exercise. solution: the lines that repair it.
function M.exercise_problems(exercise, solution)
  local found = {}
  local step = {id = "repair", hints = exercise.hints, solution = solution, task = exercise.task,
    after = exercise.after, mistakes = exercise.mistakes, goals = exercise.goals}
  check_hints(found, step)
  check_words(found, step)
  check_topics(found, step)
  return found
end

--- Everything to say against the lesson's texts and its shape.
function M.problems(lesson)
  local found = {}
  for _, step in ipairs(lesson.steps) do
    if step.kind == "task" then check_task(found, step) end
    check_words(found, step)
    check_topics(found, step)
    check_options(found, step)
  end
  check_predictions(found, lesson)
  check_rows(found, lesson)
  return found
end

return M
