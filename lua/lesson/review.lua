--- What a student can look back at: the list of lessons, and the steps of one with their answers.
-- Requires gradus.term; catalogue, playlist, progress, recall and text of gradus.lesson. Prints
-- nothing.

local catalogue = require "gradus.lesson.catalogue"
local playlist = require "gradus.lesson.playlist"
local progress = require "gradus.lesson.progress"
local recall = require "gradus.lesson.recall"
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

local function mark_of(lesson, seen)
  return seen.complete and "[x]" or standing(lesson, seen) ~= "" and "[.]" or "[ ]"
end

local function lesson_line(name, seen)
  local lesson, why = catalogue.load(name)
  if not lesson then return "[!] " .. term.pad(name, 17) .. why end
  local mark = mark_of(lesson, seen)
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

-- How many of the lesson's steps are done.
local function steps_done(lesson, seen)
  local n = 0
  for _, step in ipairs(lesson.steps) do
    if seen.marks[step.id] == "done" then n = n + 1 end
  end
  return n
end

-- The latest guess of each question: "2 right, 1 near, 1 far off", or nothing.
local function guesses(seen)
  local right, near, far = 0, 0, 0
  for _, answer in pairs(seen.answers) do
    local off = answer.off
    if off == 0 then right = right + 1
    elseif off and off < recall.FAR then near = near + 1
    elseif off then far = far + 1 end
  end
  local parts = {}
  if right > 0 then parts[#parts + 1] = right .. " right" end
  if near > 0 then parts[#parts + 1] = near .. " near" end
  if far > 0 then parts[#parts + 1] = far .. " far off" end
  return table.concat(parts, ", ")
end

local function progress_line(name, seen)
  local lesson, why = catalogue.load(name)
  if not lesson then return term.clip("[!] " .. term.pad(name, 17) .. why, 58) end
  local steps = ("%d of %d"):format(steps_done(lesson, seen), #lesson.steps)
  local line = ("%s %s %s  %s"):format(mark_of(lesson, seen), term.pad(name, 15),
    term.pad(steps, 8, "right"), guesses(seen))
  return (line:gsub("%s+$", ""))
end

--- What is done of each lesson, and how the guesses went. With the prompt below it, the course of
-- 16 lessons fits a screen of 18 rows by 60 columns.
function M.progress()
  local records, why = progress.read()
  local seen = progress.summary(records)
  local out = {term.paint("title", "Your progress       steps done  guesses")}
  for _, name in ipairs(catalogue.names()) do
    out[#out + 1] = "  " .. progress_line(name, seen[name])
  end
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
