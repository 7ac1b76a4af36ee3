--- The colon commands of lessons.
-- Requires gradus.repl.commands; the lesson itself only once a command needs it, so that a session
-- without a lesson starts as fast as without this file. Speaks through the shell.

local registry = require "gradus.repl.commands"

local M = {}

local function lesson() return require "gradus.lesson" end

local own = {} -- names of the commands that a lesson in progress understands

local function is_open() return lesson().current() ~= nil end

--- Is the line one of these commands without its colon, and can it mean nothing else in `env`?
function M.is_bare(line, env)
  local word = line:match("^%s*(%a+)%s*$")
  return word ~= nil and own[word] == true and rawget(env, word) == nil
end

-- A command of the lesson in progress; without one it says how to begin.
local function of_session(name, act, summary, usage)
  own[name] = true
  registry.register{name = name, group = "Lesson", summary = summary, usage = usage, bare = is_open,
    run = function(shell, argument)
      local session = lesson().current()
      if not session then
        return shell.say("  No lesson is open. (:lessons lists them.)")
      end
      act(session, argument or "")
      lesson().settle()
    end}
end

local function method(name)
  return function(session, argument) session[name](session, argument) end
end

local function lesson_names(word)
  local out = {}
  for _, name in ipairs(require("gradus.lesson.catalogue").names()) do
    if name:sub(1, #word) == word then out[#out + 1] = name end
  end
  return out
end

local function start(shell, argument)
  local ok, why = lesson().start(shell, argument)
  if not ok then shell.say("  " .. why) end
end

-- Of the lesson in progress, or of any by its name.
local function review(shell, argument)
  local session, page = lesson().current(), require "gradus.lesson.review"
  if argument ~= "" then
    local text, why = page.of(argument)
    return shell.say(text or "  " .. why)
  end
  if session then return session:say(page.steps(session)) end
  shell.say("  :review NAME  looks back at a lesson. (:lessons lists them.)")
end

--- Register all of them; a second call does nothing.
function M.register()
  if registry.exact("lessons") then return end
  registry.register{name = "lessons", group = "Lesson", bare = false,
    summary = "list the lessons and how far you are",
    run = function(shell) shell.say(lesson().list()) end}
  registry.register{name = "progress", group = "Lesson", bare = false,
    summary = "what is done of each lesson, and how you guessed",
    run = function(shell) shell.say(require("gradus.lesson.review").progress()) end}
  registry.register{name = "start", group = "Lesson", usage = ":start NAME", bare = false,
    summary = "begin a lesson, or go on with it", run = start, complete = lesson_names}
  of_session("task", method "task", "say again what there is to do")
  of_session("hint", method "hint", "show where to look")
  of_session("check", method "check", "judge the task as it stands")
  of_session("solution", method "solution", "type the answer at the prompt, without running it")
  of_session("next", method "key", "go on, as Enter does")
  of_session("skip", method "skip", "have this step done for you and go on")
  of_session("reset", method "reset", "begin this step anew, with its variables")
  of_session("back", method "back", "go to the step before")
  of_session("goto", method "go_to", "go to a step by number or name", ":goto STEP")
  registry.register{name = "review", group = "Lesson", usage = ":review [NAME]", bare = false,
    summary = "your steps, predictions and notes", run = review, complete = lesson_names}
  of_session("note", method "note", "keep a sentence of yours", ":note SENTENCE")
  of_session("detour", function(session) lesson().detour(session.shell) end,
    "two minutes on an idea that keeps coming up, then back")
  of_session("leave", function(session) lesson().leave(session.shell) end,
    "leave the lesson; it goes on here next time")
end

return M
