--- `gradus report [-o FILE]`: this student's results as a file, to be handed in.
-- Requires gradus.sys, options and results of gradus.classroom, and gradus.lesson.progress. Writes
-- a file and to standard output; returns the exit status.

local options = require "gradus.classroom.options"
local progress = require "gradus.lesson.progress"
local results = require "gradus.classroom.results"
local sys = require "gradus.sys"

local M = {}

local USAGE = "gradus report [-o FILE]"
local FILE = "gradus-report.jsonl"

--- Run the command. words: {"report", …}. Returns the exit status: 0 written, 1 not, 2 the command
-- line was wrong.
function M.run(words)
  local given = options.parse(words)
  if not given or given.names[1] then return options.complain(USAGE) end
  local records, why = progress.read()
  if why then io.stderr:write(why, "\n") end
  if not records[1] then
    io.stderr:write("gradus report: there are no results yet; a lesson leaves some.\n")
    return 1
  end
  local text, path = results.encode(records, sys.wall()), given.out or FILE
  if path == "-" then
    io.write(text)
    return 0
  end
  local written, reason = sys.replace(path, text)
  if not written then
    io.stderr:write(("gradus report: %s cannot be written: %s\n"):format(path, tostring(reason)))
    return 1
  end
  print(("%s holds your results: steps, predictions, hints and tries."):format(path))
  print("It does not hold your name, your sentences or what you have typed.")
  return 0
end

return M
