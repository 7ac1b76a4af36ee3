--- Lessons at the prompt: begin one, list them, and hand over what the student types.
-- Requires the rooms of gradus.lesson, gradus.suggest and gradus.term. Speaks through the shell:
-- set_prompt(fn), on_line(fn), after(fn), prefill(text), run(source, {echo=}), env, say(text).

local catalogue = require "gradus.lesson.catalogue"
local progress = require "gradus.lesson.progress"
local review = require "gradus.lesson.review"
local screen = require "gradus.lesson.screen"
local session = require "gradus.lesson.session"
local suggest = require "gradus.suggest"
local text = require "gradus.lesson.text"

local M = {}

local current -- the session in progress
local hooked = setmetatable({}, {__mode = "k"}) -- shells that know of us

--- The session in progress, or nil.
function M.current() return current end

local function close()
  if current then current:close() end
  current = nil
end

--- After a line or a command: is the lesson at its end?
function M.settle()
  if current and current.over then close() end
end

-- The hooks stay; where no lesson is in progress they do nothing.
local function hook(shell)
  if hooked[shell] then return end
  hooked[shell] = true
  shell.set_prompt(function() return current and current:prompt() end)
  shell.on_line(function(line)
    if not current then return false end
    local taken = current:line(line)
    M.settle()
    return taken
  end)
  shell.after(function(chunk)
    if current then current:after(chunk) end
  end)
end

local function unknown(name)
  local near = suggest.question(name, catalogue.names())
  return ("There is no lesson %q%s"):format(name, near and "; " .. near or ". :lessons lists them.")
end

-- Where to begin: the step asked for, the step it stopped at, or the first.
local function first_step(lesson, seen, which)
  if which then return catalogue.find_step(lesson, which) end
  return seen.step and catalogue.find_step(lesson, seen.step) or 1
end

-- What stands above the first step: where the student left off, or what the lesson is about.
local function opening(lesson, seen, index)
  if index > 1 then
    return ("Step %d of %d.  :goto 1  begins again,  :review  looks back."):format(index,
      #lesson.steps)
  end
  if seen.complete then return "You have finished this lesson before; here it is again." end
  return lesson.intro or ""
end

local function greet(shell, lesson, seen, index, why)
  local out = screen.lesson_heading(lesson)
  for _, words in ipairs{why or "", opening(lesson, seen, index)} do
    for _, line in ipairs(text.lines(words)) do out[#out + 1] = line end
  end
  shell.say(text.join(out))
end

--- Begin a lesson, or go on where it stopped. name: "overfitting" or "overfitting/STEP".
-- Returns true, or nil and a sentence where there is no such lesson or it has a bug.
function M.start(shell, name)
  local base, which = tostring(name or ""):match("^%s*([^/%s]*)/?(%S*)%s*$")
  if not base or base == "" then return nil, "Which one?  :lessons  lists them." end
  local lesson, bug = catalogue.load(base)
  if not lesson then return nil, catalogue.exists(base) and bug or unknown(base) end
  local records, why = progress.read()
  local seen = progress.summary(records)[base]
  local index = first_step(lesson, seen, which ~= "" and which or nil)
  if not index then return nil, ("%s has no step %q."):format(base, which) end
  close()
  hook(shell)
  greet(shell, lesson, seen, index, why)
  current = session.new(shell, lesson, seen)
  current:enter(index)
  return true
end

--- Leave the lesson in progress; what was done is kept already.
function M.leave(shell)
  local name = current.lesson.name
  close()
  shell.say(("  Left.  :start %s  goes on at this step."):format(name))
end

--- The lessons with this student's progress, as text.
function M.list() return review.lessons() end

return M
