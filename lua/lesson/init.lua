--- Lessons at the prompt: begin one, list them, and hand over what the student types.
-- Requires the rooms of gradus.lesson, gradus.suggest and gradus.term. Speaks through the shell:
-- set_prompt(fn), on_line(fn), after(fn), prefill(text), run(source, {echo=}), env, say(text), and
-- is_interactive() and is_command(text) where it may be a terminal.

local catalogue = require "gradus.lesson.catalogue"
local detour = require "gradus.lesson.detour"
local playlist = require "gradus.lesson.playlist"
local progress = require "gradus.lesson.progress"
local review = require "gradus.lesson.review"
local screen = require "gradus.lesson.screen"
local session = require "gradus.lesson.session"
local suggest = require "gradus.suggest"
local text = require "gradus.lesson.text"

local M = {}

local current -- the session in progress
local waiting -- the session that a detour interrupts
local hooked = setmetatable({}, {__mode = "k"}) -- shells that know of us

--- The session in progress, or nil.
function M.current() return current end

-- Ends the session in progress; where it was a detour, what it interrupted goes on.
local function close()
  if current then current:close() end
  current, waiting = waiting, nil
  if not current then return end
  current:go_on()
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

-- "overfitting/3" is a step of a lesson, "detours/x" a lesson, "mine/lesson.lua" a file.
-- Returns the lesson and the step that was named; or nil and why.
local function find(name)
  local base, step = name:match("^(.-)/(.*)$")
  if not catalogue.exists(name) and base and (catalogue.exists(base) or playlist.exists(base)) then
    return catalogue.open(base), step
  end
  local lesson, bug, is_missing = catalogue.open(name)
  if not lesson then return nil, is_missing and unknown(name) or bug end
  return lesson
end

-- Where to begin: the step asked for, the step it stopped at, or the first.
local function first_step(lesson, seen, which)
  if which and which ~= "" then return catalogue.find_step(lesson, which) end
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

local function open(shell, lesson, seen, index, why)
  hook(shell)
  greet(shell, lesson, seen, index, why)
  current = session.new(shell, lesson, seen)
  current:enter(index)
end

--- Show a lesson to a class, from its first step or the one that is named. presents: see session.
-- Nothing of it is kept as progress. Returns true, or nil and why.
function M.present(shell, name, presents)
  local lesson, which = find(name)
  if not lesson then return nil, which end
  local index = first_step(lesson, progress.empty(), which)
  if not index then return nil, ("%s has no step %q."):format(lesson.name, which) end
  close()
  hook(shell)
  current = session.new(shell, lesson, progress.empty())
  current.presents, current.rehearsal = presents, true
  current:enter(index)
  return true
end

--- Begin a lesson, or go on where it stopped. name: "overfitting", "overfitting/STEP", or the file
-- or folder of a lesson that is being written.
-- Returns true, or nil and a sentence where there is no such lesson or it has a bug.
function M.start(shell, name)
  name = tostring(name or ""):match("^%s*(.-)%s*$")
  if name == "" then return nil, "Which one?  :lessons  lists them." end
  local lesson, which = find(name)
  if not lesson then return nil, which end
  local records, why = progress.read()
  local seen = progress.summary(records)[lesson.name]
  local index = first_step(lesson, seen, which)
  if not index then return nil, ("%s has no step %q."):format(lesson.name, which) end
  waiting = nil
  close()
  open(shell, lesson, seen, index, why)
  return true
end

--- Take the detour that was offered; the lesson in progress waits meanwhile.
function M.detour(shell)
  local tag = current.detour_tag
  local lesson = tag and detour.lesson(tag)
  if not lesson then return shell.say("  There is no detour to take just now.") end
  current:pause_watching()
  waiting = current
  open(shell, lesson, progress.empty(), 1)
end

--- Leave the lesson in progress; what was done is kept already.
function M.leave(shell)
  local name, was_detour = current.lesson.name, waiting ~= nil
  if not was_detour then
    shell.say(text.join(text.lines(("Left.  :start %s  goes on at this step."):format(name))))
  end
  close()
end

--- The lessons with this student's progress, as text.
function M.list() return review.lessons() end

return M
