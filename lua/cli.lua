--- The words that follow `gradus` on the command line: lesson, check, fit, …
-- Requires the rooms that carry them out, each only when its word is used. An entry names the
-- module; its field `run(words)` (words[1] is the command) returns the exit status. A module that
-- is not in this build is neither listed nor known.

local embed = require "gradus.embed"
local suggest = require "gradus.suggest"
local term = require "gradus.term"

local M = {}

-- A lesson at the prompt, or the list of lessons.
local function lesson(name)
  local lessons = require "gradus.lesson"
  if not name then
    print(lessons.list())
    return 0
  end
  local shell = require "gradus.repl.shell"
  shell.open()
  local started, why = lessons.start(shell, name)
  if started then return shell.loop() end
  io.stderr:write("gradus: ", why, "\n")
  return 1
end

-- In the order of --help. `run` stands here where the room's interface is not of this form.
local entries = {
  {word = "lesson", usage = "lesson [NAME]", summary = "a lesson; without a name, the list",
    module = "gradus.lesson",
    run = function(words) return lesson(words[2]) end},
  {word = "check", usage = "check [NAME…]", summary = "prove lessons (for authors)",
    module = "gradus.lesson.check",
    run = function(words) return require("gradus.lesson.check").main(table.move(words, 2, #words, 1,
      {})) end},
  {word = "exercise", usage = "exercise [NAME]", summary = "a broken script to repair",
    module = "gradus.exercise"},
  {word = "new", usage = "new lesson NAME", summary = "a lesson to begin from; also: new exercise",
    module = "gradus.lesson.new"},
  {word = "report", usage = "report", summary = "your results as a file, to hand in",
    module = "gradus.classroom.report"},
  {word = "tally", usage = "tally FILE…", summary = "what a class has handed in, counted",
    module = "gradus.classroom.tally"},
  {word = "present", usage = "present NAME", summary = "a lesson before a class",
    module = "gradus.classroom.present"},
  {word = "notes", usage = "notes", summary = "the speaker's notes, in a second terminal",
    module = "gradus.classroom.notes"},
  {word = "handout", usage = "handout NAME", summary = "a lesson as a page, with your answers",
    module = "gradus.classroom.handout"},
  {word = "live", usage = "live [PRESET]", summary = "the lab: train, and turn knobs meanwhile",
    module = "gradus.lab"},
  {word = "fit", usage = "fit FILE.csv", summary = "train on a table, without code",
    module = "gradus.command.fit"},
  {word = "reference", usage = "reference", summary = "the help pages of all names",
    module = "gradus.command.reference"},
  {word = "figures", usage = "figures -o DIR", summary = "the lecture's figures, for slides",
    module = "gradus.plot.figures"},
}

local function path_of(module)
  local path = module:gsub("^gradus%.", "lua/"):gsub("%.", "/")
  return embed.read(path .. ".lua") or embed.read(path .. "/init.lua")
end

local function find(word)
  for _, entry in ipairs(entries) do
    if entry.word == word and path_of(entry.module) then return entry end
  end
end

--- The name of the lesson to begin with, or nil.
function M.first_lesson()
  return find("lesson") and require("gradus.lesson.catalogue").names()[1]
end

--- Is this the word of a command (and not the name of a script)?
function M.knows(word) return word ~= nil and find(word) ~= nil end

--- The command whose word is closest to a mistyped one, or nil.
function M.closest(word)
  local words = {}
  for _, entry in ipairs(entries) do
    if path_of(entry.module) then words[#words + 1] = entry.word end
  end
  return suggest.closest(word, words)
end

--- The lines of --help on these commands.
function M.overview()
  local out = {}
  for _, entry in ipairs(entries) do
    if path_of(entry.module) then
      out[#out + 1] = ("  gradus %s %s\n"):format(term.pad(entry.usage, 15), entry.summary)
    end
  end
  return table.concat(out)
end

--- Carry out a command. words: its word and what follows. Returns the exit status.
function M.run(words)
  local entry = find(words[1])
  local run = entry.run or require(entry.module).run
  return run(words) or 0
end

return M
