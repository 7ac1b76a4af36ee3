--- `gradus present NAME [--auto]`: a lesson or a playlist before a class.
-- Requires gradus.lesson and its screen, gradus.repl.shell, gradus.term, and of gradus.classroom
-- notes and options. Each step begins on a fresh screen; Enter goes on, runs what is to be run and
-- types what is to be typed. The prompt stays a prompt: whatever is typed there runs, a vote is
-- compared, :back goes back. Nothing is kept as progress.

local lesson = require "gradus.lesson"
local notes = require "gradus.classroom.notes"
local options = require "gradus.classroom.options"
local screen = require "gradus.lesson.screen"
local term = require "gradus.term"

local M = {}

local USAGE = "gradus present NAME [--auto]"

-- Reading aloud takes about this long.
local SECONDS_PER_WORD = 0.3
local LEAST = 2

local function say_title(session)
  session:say(screen.lesson_heading(session.lesson))
  if session.lesson.intro then session:words(session.lesson.intro) end
end

local function presenter()
  return {enter = function(session)
    if term.is_tty() and not term.plain() then io.write("\27[2J\27[H") end
    if session.index == 1 then say_title(session) end
    notes.publish(session)
  end}
end

-- The shell, counting the words that it says.
local function counting(shell)
  local say, count = shell.say, 0
  shell.say = function(words)
    count = count + select(2, words:gsub("%S+", ""))
    say(words)
  end
  return function()
    local n = count
    count = 0
    return n
  end
end

-- Waits as long as the last words take to be read. Returns false where Ctrl-C ended the wait.
local function wait(words)
  if not term.is_tty() then return true end
  io.flush()
  return os.execute(("sleep %.1f"):format(math.max(LEAST, words * SECONDS_PER_WORD))) == true
end

-- Goes on by itself until the lesson is over; Ctrl-C hands over to the prompt.
local function play(shell)
  local words_since = counting(shell)
  while lesson.current() do
    if not wait(words_since()) then return shell.loop() end
    shell.take("")
  end
  return 0
end

--- Run the command. words: {"present", NAME, …}. Returns the exit status.
function M.run(words)
  local given = options.parse(words, {["--auto"] = "auto"})
  if not given or given.out or #given.names ~= 1 then return options.complain(USAGE) end
  local shell = require "gradus.repl.shell"
  shell.open()
  local shown, why = lesson.present(shell, given.names[1], presenter())
  if not shown then
    io.stderr:write("gradus present: ", why, "\n")
    return 1
  end
  local status = given.auto and play(shell) or not given.auto and shell.loop() or 0
  notes.finish()
  return status
end

return M
