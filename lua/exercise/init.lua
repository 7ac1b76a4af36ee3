--- `gradus exercise [NAME]`: a broken script to repair, looked at again whenever it is saved.
-- Requires gradus.embed, gradus.sys, gradus.term, catalogue and judge of gradus.exercise, and of
-- gradus.lesson progress, screen and text. Writes to standard output and a file NAME.lua in the
-- folder where it is called; that file is the student's and is never overwritten.

local catalogue = require "gradus.exercise.catalogue"
local judge = require("gradus.exercise.judge").judge
local progress = require "gradus.lesson.progress"
local screen = require "gradus.lesson.screen"
local suggest = require "gradus.suggest"
local sys = require "gradus.sys"
local term = require "gradus.term"
local text = require "gradus.lesson.text"

local M = {}

local USAGE = "gradus exercise [NAME [--hint|--solution|--reset]]"
local PAUSE = "sleep 0.4" -- between two looks at the file
local TRIES = 3 -- after so many, where help is

local function say(lines)
  print(type(lines) == "table" and text.join(lines) or lines)
end

local function words(s) say(text.lines(s)) end

local function complain(status, why)
  io.stderr:write(why, "\n")
  return status
end

-- Progress ----------------------------------------------------------------------------------------

local function keep(exercise, record)
  record.lesson, record.step = "exercise/" .. exercise.name, "repair"
  progress.keep(record)
end

local function list()
  local seen = progress.summary((progress.read()))
  print(term.paint("title", "Exercises"))
  for _, name in ipairs(catalogue.names()) do
    local exercise, why = catalogue.open(name)
    local mark = seen["exercise/" .. name].marks.repair == "done" and "[x]" or "[ ]"
    print(("  %s %s %s"):format(mark, term.pad(name, 12), exercise and exercise.title or why))
  end
  print("[x] repaired       gradus exercise NAME   puts NAME.lua here and looks at it")
  return 0
end

-- The file ----------------------------------------------------------------------------------------

local function read(path)
  local file = io.open(path, "rb")
  local source = file and file:read("a")
  if file then file:close() end
  return source
end

-- The student's file, made if it is not there. Returns its text, or nil and why.
local function prepare(exercise, path)
  local source = read(path)
  if source then return source end
  local written, why = sys.replace(path, exercise.broken)
  if not written then return nil, ("%s cannot be written: %s"):format(path, tostring(why)) end
  words(("%s is here now, and yours to repair: open it in an editor."):format(path))
  return exercise.broken
end

-- Judging -----------------------------------------------------------------------------------------

local LAST = 6 -- lines of output that are shown

local function say_output(verdict)
  local out = verdict.output
  if #out > LAST then print("    ...") end
  for i = math.max(1, #out - LAST + 1), #out do print("    " .. out[i]) end
end

local function say_verdict(verdict)
  say_output(verdict)
  if verdict.error then print(verdict.error) end
  for _, goal in ipairs(verdict.goals) do
    say(screen.goal(goal.label, goal.reached))
    if goal.missing then say(text.lines(goal.missing, 6)) end
  end
  if verdict.mistake then words(verdict.mistake.say) end
  if verdict.bug then
    words(("This exercise has a bug: %s. It is the exercise's, not yours."):format(verdict.bug))
  end
end

-- What comes after an exercise of the course; nil after an author's own.
local function following(name)
  local names = catalogue.names()
  for i, other in ipairs(names) do
    if other == name then
      return names[i + 1] and "Next is  gradus exercise " .. names[i + 1]
        or "That was the last one."
    end
  end
end

local function say_repaired(exercise)
  print("  Repaired.")
  if exercise.after then words(exercise.after) end
  local next_one = following(exercise.name)
  if next_one then words(next_one) end
end

-- Looks at a version of the script. Returns whether it is repaired.
local function look(exercise, source)
  local verdict = judge(exercise, source, 1)
  say_verdict(verdict)
  keep(exercise, {what = "check", tag = verdict.mistake and verdict.mistake.tag})
  if not verdict.passed then return false end
  keep(exercise, {what = "done"})
  say_repaired(exercise)
  return true
end

-- Waits for the next version. Returns it, or nil where Ctrl-C ended the wait.
local function next_version(path, source)
  while os.execute(PAUSE) == true do
    local now = read(path)
    if now and now ~= source then return now end
  end
end

-- Looks again whenever the file changes, until it is repaired.
local function watch(exercise, path, source)
  local tries = 0
  while source do
    print(term.paint("dim", ("-- %s"):format(path)))
    if look(exercise, source) then return 0 end
    tries = tries + 1
    if tries == TRIES then
      words(("(gradus exercise %s --hint  shows where to look.)"):format(exercise.name))
    end
    if not term.is_tty() then return 1 end
    print(term.paint("dim", "-- Save the file and it is looked at again. Ctrl-C ends this."))
    source = next_version(path, source)
  end
  return 1
end

local function repair(exercise)
  local path = exercise.name .. ".lua"
  print(term.paint("title", exercise.title))
  words(exercise.task)
  local source, why = prepare(exercise, path)
  if not source then return complain(1, "gradus exercise: " .. why) end
  keep(exercise, {what = "enter"})
  return watch(exercise, path, source)
end

-- Help --------------------------------------------------------------------------------------------

local ask = {}

-- One hint more each time.
ask["--hint"] = function(exercise)
  local seen = progress.summary((progress.read()))["exercise/" .. exercise.name]
  local count = math.min((seen.hints.repair or 0) + 1, #exercise.hints)
  for i = 1, count do
    local label = ("hint %d of %d:"):format(i, #exercise.hints)
    say(text.labelled(label, exercise.hints[i], #label + 1))
  end
  keep(exercise, {what = "hint", count = count})
  return 0
end

ask["--solution"] = function(exercise)
  keep(exercise, {what = "solution"})
  io.write(exercise.fixed)
  return 0
end

ask["--reset"] = function(exercise)
  local path = exercise.name .. ".lua"
  local kept = read(path)
  if kept and not sys.replace(path .. ".old", kept) then
    return complain(1, ("gradus exercise: %s.old cannot be written"):format(path))
  end
  local written, why = sys.replace(path, exercise.broken)
  if not written then
    return complain(1, ("gradus exercise: %s: %s"):format(path, tostring(why)))
  end
  local where = kept and "; yours is " .. path .. ".old" or ""
  words(("%s is as it was at first%s."):format(path, where))
  return 0
end

--- Run the command. words: {"exercise", NAME, …}. Returns the exit status: 0 repaired (or listed,
-- or helped), 1 not repaired or not there, 2 the command line was wrong.
function M.run(given)
  local name, option = given[2], given[3]
  if not name then return list() end
  if name:sub(1, 1) == "-" or given[4] or option and not ask[option] then
    return complain(2, "usage: " .. USAGE)
  end
  local exercise, why, is_missing = catalogue.open(name)
  if not exercise then
    local near = is_missing and suggest.question(name, catalogue.names())
    return complain(1, "gradus exercise: " .. (near and why:gsub("%p$", "; " .. near) or why))
  end
  return (ask[option] or repair)(exercise)
end

return M
