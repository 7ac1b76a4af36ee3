--- What a lesson table may hold, and what is wrong with one.
-- Requires gradus.suggest, gradus.lesson.answers and gradus.lesson.rows. Returns sentences for the
-- lesson's author; prints nothing.
-- A field nobody knows is a mistake: `hint` for `hints` would otherwise be silently without effect.

local kinds_of_answers = require "gradus.lesson.answers"
local rows = require "gradus.lesson.rows"
local suggest = require "gradus.suggest"

local M = {}

local lesson_fields = {
  title = "string!", minutes = "number!", steps = "table!", rows = "table", needs = "table",
  intro = "string", world = "table", seed = "number", budget = "number", next = "string",
  class = "boolean",
}

local common = {
  kind = "string!", id = "string!", title = "string!", rows = "table", setup = "table",
  text = "string", numbers = "function", after = "string", slide = "table", notes = "string",
  class = "boolean", listen = "table", tag = "string",
}

local by_kind = {
  say = {text = "string|table!"},
  show = {code = "string|table!", look = "boolean"},
  predict = {ask = "string!", answer = "table!", run = "string|table", look = "boolean",
    confidence = "boolean", hints = "table", recall = "table"},
  recall = {ask = "string!", answer = "table!"},
  task = {task = "string!", goals = "table!", hints = "table!", solution = "string|table!",
    mistakes = "table", look = "boolean"},
  reflect = {ask = "string!", example = "string!", try = "string"},
}

local parts = {
  goal = {label = "string!", when = "function!", unless = "string"},
  mistake = {tag = "string!", when = "function!", say = "string!", example = "string!"},
  slide = {says = "string!", fact = "string!"},
  recall = {ask = "string!", answer = "table!", after = "string"},
  maker = {make = "function!", ok = "function", always = "boolean"},
}

local answers = {
  number = {kind = "string!", truth = "function!", low = "number!", high = "number!",
    scale = "string", unit = "string", close = "number", say = "table", example = "number!"},
  choice = {kind = "string!", truth = "string|function!", options = "table!", example = "string"},
  order = {kind = "string!", truth = "function!", items = "table!", say = "table",
    example = "string!"},
  curve = {kind = "string!", truth = "function!", sketches = "table!", top = "number",
    example = "string!"},
}

local function names(...)
  local out = {}
  for _, spec in ipairs{...} do
    for name in pairs(spec) do out[#out + 1] = name end
  end
  table.sort(out)
  return out
end

local function check_type(found, where, name, value, types)
  if value == nil then
    if types:find("!$") then found[#found + 1] = ("%s needs %s"):format(where, name) end
    return
  end
  for one in types:gsub("!$", ""):gmatch("[^|]+") do
    if type(value) == one then return end
  end
  found[#found + 1] = ("%s: %s must be a %s, not a %s"):format(where, name,
    types:gsub("!$", ""):gsub("|", " or a "), type(value))
end

-- Later specs take precedence over earlier ones.
local function check_fields(found, where, value, ...)
  if type(value) ~= "table" then
    found[#found + 1] = ("%s must be a table, not a %s"):format(where, type(value))
    return
  end
  local spec = {}
  for _, more in ipairs{...} do
    for name, types in pairs(more) do spec[name] = types end
  end
  for _, name in ipairs(names(spec)) do check_type(found, where, name, value[name], spec[name]) end
  for name in pairs(value) do
    if type(name) == "string" and not spec[name] then
      local near = suggest.question(name, names(spec))
      found[#found + 1] = ("%s has no field %s%s"):format(where, name, near and "; " .. near or "")
    end
  end
end

local function check_answer(found, where, answer)
  local spec = answers[answer.kind]
  if not spec then
    found[#found + 1] = where .. ": answer.kind must be one of "
      .. table.concat(names(answers), ", ")
    return
  end
  local before = #found
  check_fields(found, where .. ": answer", answer, spec)
  local slip = #found == before and kinds_of_answers[answer.kind].slip(answer)
  if slip then found[#found + 1] = where .. ": answer: " .. slip end
end

local function check_list(found, where, list, spec)
  for i, part in ipairs(list or {}) do
    check_fields(found, ("%s %d"):format(where, i), part, spec)
  end
end

local function check_rows(found, where, list)
  for _, row in ipairs(list or {}) do
    if not rows.exists(row) then
      found[#found + 1] = ("%s: the lecture has no row %s"):format(where, tostring(row))
    end
  end
end

local function check_step(found, step, index, seen)
  local where = ("step %d (%s)"):format(index, tostring(step.id or "no id"))
  if not by_kind[step.kind] then
    found[#found + 1] = where .. ": kind must be one of " .. table.concat(names(by_kind), ", ")
    return
  end
  check_fields(found, where, step, common, by_kind[step.kind])
  check_rows(found, where, type(step.rows) == "table" and step.rows or nil)
  if seen[step.id] then found[#found + 1] = where .. ": its id is used twice" end
  seen[step.id or false] = true
  if type(step.answer) == "table" then check_answer(found, where, step.answer) end
  if type(step.recall) == "table" then
    check_fields(found, where .. ": recall", step.recall, parts.recall)
    if type(step.recall.answer) == "table" then check_answer(found, where, step.recall.answer) end
  end
  if step.slide then check_fields(found, where .. ": slide", step.slide, parts.slide) end
  check_list(found, where .. ": goal", step.goals, parts.goal)
  check_list(found, where .. ": mistake", step.mistakes, parts.mistake)
end

local function check_setups(found, lesson)
  for _, step in ipairs(lesson.steps) do
    for _, name in ipairs(step.setup or {}) do
      if not (lesson.world or {})[name] then
        found[#found + 1] = ("step %s: setup names %s, which the lesson's world does not make")
          :format(step.id, tostring(name))
      end
    end
  end
end

local exercise_fields = {
  title = "string!", task = "string!", goals = "table!", hints = "table!", mistakes = "table",
  after = "string", rows = "table", budget = "number",
}

local exercise_mistake = {tag = "string!", when = "function!", say = "string!", example = "table!"}

--- All that is wrong with the shape of an exercise (see gradus.exercise.catalogue).
function M.exercise_problems(exercise)
  local found = {}
  check_fields(found, "the exercise", exercise, exercise_fields)
  if found[1] then return found end
  if not exercise.goals[1] then found[1] = "the exercise has no goals" end
  if not exercise.hints[1] then found[#found + 1] = "the exercise has no hints" end
  check_list(found, "goal", exercise.goals, parts.goal)
  check_list(found, "mistake", exercise.mistakes, exercise_mistake)
  return found
end

--- All that is wrong with the shape of a lesson, as a list of sentences; empty where nothing is.
function M.problems(lesson)
  local found, seen = {}, {}
  if type(lesson) ~= "table" then return {"its file returns no table"} end
  check_fields(found, "the lesson", lesson, lesson_fields)
  if type(lesson.steps) ~= "table" then return found end
  if not lesson.steps[1] then found[#found + 1] = "the lesson has no steps" end
  for name, maker in pairs(lesson.world or {}) do
    check_fields(found, "world." .. tostring(name), maker, parts.maker)
  end
  for index, step in ipairs(lesson.steps) do
    if type(step) == "table" then check_step(found, step, index, seen)
    else found[#found + 1] = ("step %d is no table"):format(index) end
  end
  if not found[1] then check_setups(found, lesson) end
  return found
end

return M
