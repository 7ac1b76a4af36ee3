--- What a student can look back at: the list of lessons, and the steps of one with their answers.
-- Requires gradus.term, gradus.lesson.catalogue, playlist, progress and text. Prints nothing.

local catalogue = require "gradus.lesson.catalogue"
local playlist = require "gradus.lesson.playlist"
local progress = require "gradus.lesson.progress"
local term = require "gradus.term"
local text = require "gradus.lesson.text"

local M = {}

local function count(set)
  local n = 0
  for _ in pairs(set) do n = n + 1 end
  return n
end

-- How far a lesson is: "done", "step 4 of 9", or nothing.
local function standing(lesson, seen)
  local index = seen.step and catalogue.find_step(lesson, seen.step)
  if index and count(seen.marks) + index > 1 then
    return ("step %d of %d"):format(index, #lesson.steps)
  end
  return seen.complete and "done" or ""
end

local function lesson_line(name, seen)
  local lesson, why = catalogue.load(name)
  if not lesson then return "[!] " .. term.pad(name, 17) .. why end
  local mark = seen.complete and "[x]" or standing(lesson, seen) ~= "" and "[.]" or "[ ]"
  local line = ("%s %s %s min  %s"):format(mark, term.pad(name, 17),
    term.pad(tostring(lesson.minutes), 2, "right"), standing(lesson, seen))
  return (line:gsub("%s+$", ""))
end

--- The lessons with what this student has done of each, and how to begin one.
function M.lessons()
  local records, why = progress.read()
  local seen, out = progress.summary(records), {term.paint("title", "Lessons")}
  for _, name in ipairs(catalogue.names()) do
    out[#out + 1] = "  " .. lesson_line(name, seen[name])
  end
  for _, name in ipairs(playlist.names()) do
    local list = playlist.load(name)
    out[#out + 1] = ("      %s %s min  %s"):format(term.pad(name, 15), list.minutes, list.title)
  end
  out[#out + 1] = "[x] done   [.] begun       :start NAME   begins or goes on"
  if why then
    for _, line in ipairs(text.lines(why, 0)) do out[#out + 1] = line end
  end
  return text.join(out)
end

local marks = {done = "[x]", skipped = "[-]"}

-- The steps of a lesson, with what is seen of each; `present` is the one in progress, if any.
local function listing(lesson, seen, present)
  local out = {}
  for i, step in ipairs(lesson.steps) do
    local here = i == present and ">" or " "
    out[#out + 1] = ("%s %s %2d  %s  %s"):format(here, marks[seen.marks[step.id]] or "[ ]", i,
      term.pad(step.id, 14), step.title)
    local answer, note = seen.answers[step.id], seen.notes[step.id]
    if answer then
      out[#out + 1] = ("          you said %s, it was %s"):format(answer.given, answer.truth)
    end
    if note then
      for _, line in ipairs(text.lines("“" .. note .. "”", 10)) do out[#out + 1] = line end
    end
  end
  return out
end

--- The steps of the lesson in progress, with predictions, outcomes and notes.
function M.steps(session)
  local out = listing(session.lesson, session.seen, session.index)
  out[#out + 1] = "  [x] done  [-] skipped        :goto STEP   goes there"
  return text.join(out)
end

--- The same of any lesson. Returns the text, or nil and why.
function M.of(name)
  local lesson, why = catalogue.load(name)
  if not lesson then return nil, why end
  local out = listing(lesson, progress.summary((progress.read()))[name])
  out[#out + 1] = ("  [x] done  [-] skipped        :start %s/STEP   goes there"):format(name)
  return text.join(out)
end

return M
