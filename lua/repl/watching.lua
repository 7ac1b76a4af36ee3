--- The coach beside the program: it watches what the learner runs, and speaks where they will read
-- it: on standard error while a script runs, above the next prompt otherwise.
-- Requires the coach and core. What the program itself computes is not looked at.

local coach = require "gradus.coach"
local core = require "gradus.core"
local findings = require "gradus.coach.findings"
local listen = require "gradus.coach.listen"
local say = require "gradus.coach.say"
local sys = require "gradus.sys"
local tests_seen = require "gradus.coach.tests_seen"

local M = {}

local waiting = {} -- texts of findings, until there is a prompt to show them above

local begun = false

-- The program turns the coach on once: who has said coach.off() in one piece of code means all.
local function begin()
  if not begun then coach.on() end
  begun = true
end

-- A line that is being updated may stand there; it is drawn anew a moment later.
local function to_stderr(text)
  io.stderr:write(sys.isatty(2) and "\r\27[K" or "", text, "\n")
end

--- Watch a script: findings go to standard error as they are made.
function M.script()
  say.out = to_stderr
  begin()
end

--- The script is at its end: what was held back is judged and shown.
function M.script_ends()
  if not coach.is_on() then return end
  listen.settle()
  say.show(findings.take_news())
end

--- Watch at the prompt. folder: where looks at test sets are kept, or nil.
function M.prompt(folder)
  tests_seen.folder = folder
  say.out = function(text) waiting[#waiting + 1] = text end
  say.typed_line = require("gradus.repl.errors").typed_line
  begin()
  core.watch_pause(true)
end

--- Call fn(...), which runs what was typed, while the coach looks.
function M.during(fn, ...)
  core.watch_pause(false)
  local results = table.pack(pcall(fn, ...))
  if coach.is_on() then listen.settle_sure() end
  core.watch_pause(true)
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

--- The findings that were made since this was last asked, as texts.
function M.news()
  local out = waiting
  waiting = {}
  return out
end

return M
