--- What can be said against a lesson without running it.
-- Requires gradus.help. Returns problems, a list of {step = id, why = sentence}; prints nothing.

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

-- A hint shows where to look. One that holds most of the line to type is the solution.
local function hint_gives_away(hint, solution)
  for _, line in ipairs(lines_of(solution)) do
    local code = squeeze(line)
    local length = shared(code, squeeze(hint))
    if length >= 8 and length >= 0.6 * #code then return true end
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

local function check_topics(found, step)
  local help = require "gradus.help"
  for _, words in ipairs(texts(step, {})) do
    for topic in (" " .. words):gmatch("[%s(]%?([%a_][%w_.]*)") do
      topic = topic:gsub("%.$", "")
      if not help.find(topic) then add(found, step, "?%s leads nowhere", topic) end
    end
  end
end

local function check_predictions(found, lesson)
  for _, step in ipairs(lesson.steps) do
    if step.kind == "predict" then return end
  end
  found[#found + 1] = {why = "no step asks for a prediction"}
end

--- Everything to say against the lesson's texts and its shape.
function M.problems(lesson)
  local found = {}
  for _, step in ipairs(lesson.steps) do
    if step.kind == "task" then check_task(found, step) end
    check_words(found, step)
    check_topics(found, step)
  end
  check_predictions(found, lesson)
  return found
end

return M
