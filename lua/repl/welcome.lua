--- The first lines of a session: what this is and what to type first. At most five lines.
-- Requires commands (what is there to start with) and term. Prints nothing.

local commands = require "gradus.repl.commands"
local term = require "gradus.term"

local M = {}

--- The welcome as a text. version: of the program; lesson: the name of the lesson to begin with, or
-- nil.
function M.text(version, lesson)
  local out = {term.paint("title", "Gradus " .. version)
    .. ": train neural networks, step by step."}
  if lesson and commands.exact("start") then
    out[#out + 1] = ("First lesson:  :start %s     all lessons:  :lessons"):format(lesson)
  end
  out[#out + 1] = "Or type Lua:   1 + 1     tensor{1, 2, 3} * 2"
  out[#out + 1] = "Help:  :help  ?fit     complete: Tab     leave: Ctrl-D"
  return table.concat(out, "\n")
end

return M
