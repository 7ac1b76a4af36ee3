--- Before class: does a lesson run here and now, does it fit this terminal, how long does it take?
-- Requires gradus.sys, gradus.term, report and screens of gradus.lesson. Prints nothing.

local reports = require "gradus.lesson.report"
local screens = require "gradus.lesson.screens"
local sys = require "gradus.sys"
local term = require "gradus.term"

local M = {}

--- Play a lesson with its reference answers at the size of this terminal. Returns a report, and the
-- seconds that its runs took, which is how long a class waits when nobody speaks.
function M.of(lesson)
  local report, began = reports.new(), sys.now()
  screens.play(report, lesson, {width = term.width(), height = term.height()})
  return report, sys.now() - began
end

return M
