--- Telling a learner about an error: in full the first time, in one line afterwards.
-- Requires errors, err, term and gradus.line. Prints; keeps the last report for :why and :fix.

local err = require "gradus.err"
local errors = require "gradus.repl.errors"
local line = require "gradus.line"
local term = require "gradus.term"
local words = require "gradus.words"

local M = {}

local last -- the last report
local seen = {} -- kinds of errors that have been shown in full
local noted = {}

-- Once in a session each: what can be done about an error. A typing error stays one line.
local function say_once(name, text)
  if noted[name] then return end
  noted[name] = true
  print(term.paint("dim", text))
end

local function say_what_helps(report)
  if report.one_line then return end
  if report.fix then
    local what = report.fix:find("\n") and "block" or "line"
    say_once("fix", ("(:fix types the corrected %s)"):format(what))
  elseif report.code then say_once("explain", "(:explain says more about this)") end
end

--- Show a report (see gradus.repl.errors).
function M.show(report)
  last = report
  local kind = (report.code or "") .. report.title:match("^[^:]*")
  print(words.plain(errors.render(report, seen[kind])))
  seen[kind] = true
  say_what_helps(report)
end

--- The last report that was shown, or nil.
function M.last() return last end

--- Was this error value raised by Ctrl-C?
function M.is_interrupt(e) return err.is(e) and e.code == "E0302" end

--- Say that Ctrl-C has stopped something. The terminal shows ^C where the cursor happens to be; the
-- sentence begins its own line.
function M.stopped(seconds)
  if line.interactive() then io.write("\n") end
  print(("Stopped by Ctrl-C after %.1f s."):format(seconds))
end

return M
