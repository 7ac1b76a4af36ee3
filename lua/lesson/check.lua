--- `gradus check [NAME|FILE…] [--seeds N] [--list] [--rows] [--rehearse]`: proves lessons, for
-- authors and CI.
-- Requires the rooms of gradus.lesson and gradus.exercise. Writes to standard output; returns the
-- exit status: 0 all proven, 1 a problem was found, 2 the command line was wrong.

local catalogue = require "gradus.lesson.catalogue"
local exercises = require "gradus.exercise.catalogue"
local lint = require "gradus.lesson.lint"
local proof = require "gradus.lesson.proof"
local reports = require "gradus.lesson.report"
local row_map = require "gradus.lesson.rows"
local screen = require "gradus.lesson.screen"
local screens = require "gradus.lesson.screens"

local M = {}

local SEEDS = 3 -- enough for each build; 20 by hand prove the claims

local function write(format, ...)
  io.write(format:format(...), "\n")
end

-- "in 3 of 20 seeds (first: 4)", or nothing where seeds play no part.
local function seed_words(problem, count)
  local seeds = problem.seeds
  if not seeds[1] then return "" end
  return (" [%d of %d seeds, first: %d]"):format(#seeds, count, seeds[1])
end

-- Outcomes of a prediction over the seeds: a range of numbers, or each letter with its count.
local function outcome_words(truths)
  local low, high, counts, kinds = math.huge, -math.huge, {}, {}
  for _, truth in ipairs(truths) do
    local number = tonumber(truth) or 0 / 0
    low, high = math.min(low, number), math.max(high, number)
    if not counts[truth] then kinds[#kinds + 1] = truth end
    counts[truth] = (counts[truth] or 0) + 1
  end
  if low < high then return ("outcomes %g to %g"):format(low, high) end
  table.sort(kinds)
  for i, kind in ipairs(kinds) do kinds[i] = ("%s (%d)"):format(kind, counts[kind]) end
  return "outcomes " .. table.concat(kinds, ", ")
end

local function write_margins(report, lesson)
  for _, step in ipairs(lesson.steps) do
    local worst, seconds = report.margins[step.id], report.seconds[step.id]
    local truths = report.truths[step.id]
    local parts = {}
    if worst then
      parts[#parts + 1] = ("worst margin %.2f (%s, seed %d)"):format(worst.margin, worst.goal,
        worst.seed)
    end
    if truths then parts[#parts + 1] = outcome_words(truths) end
    if seconds then parts[#parts + 1] = ("%.1f s"):format(seconds) end
    if parts[1] then write("  %-14s %s", step.id, table.concat(parts, "; ")) end
  end
end

--- Everything there is to say about a lesson, over the seeds 1 to `seeds`. Returns a report.
function M.prove(lesson, seeds)
  local report = reports.new()
  for _, problem in ipairs(lint.problems(lesson)) do
    report:add(problem.step and {id = problem.step}, problem.why)
  end
  screens.prove(report, lesson)
  proof.steps(report, lesson, seeds)
  return report
end

local function counted(n, noun) return ("%d %s%s"):format(n, noun, n == 1 and "" or "s") end

-- The narrowest margin of the whole lesson.
local function worst_words(report)
  local id, worst = report:worst()
  return id and ("; worst margin %.2f (%s)"):format(worst.margin, id) or ""
end

local function write_problems(report, where, seeds)
  for _, problem in ipairs(report.problems) do
    write("  %s/%s: %s%s", where, problem.step or "", problem.why, seed_words(problem, seeds))
  end
end

local function check_exercise(name, seeds)
  local exercise, why = exercises.open(name)
  if not exercise then
    write("%s", why)
    return false
  end
  local report = require("gradus.exercise.proof").prove(exercise, seeds)
  local where = "exercise/" .. exercise.name
  write("%s: %s, %s%s", where, counted(seeds, "seed"),
    report.problems[1] and counted(#report.problems, "problem") or "proven", worst_words(report))
  write_problems(report, where, seeds)
  return not report.problems[1]
end

local function check_one(name, seeds)
  if exercises.is_one(name) then return check_exercise(name, seeds) end
  local lesson, why = catalogue.open(name)
  if not lesson then
    write("%s", why)
    return false
  end
  local report = M.prove(lesson, seeds)
  write("%s: %s, %s, %s%s", lesson.name, counted(#lesson.steps, "step"), counted(seeds, "seed"),
    report.problems[1] and counted(#report.problems, "problem") or "proven", worst_words(report))
  write_margins(report, lesson)
  write_problems(report, lesson.name, seeds)
  return not report.problems[1]
end

-- --list and --rows ------------------------------------------------------------------------------

-- Opens lessons. Returns those that are in order, and whether all of them are; says why not.
local function open_all(names)
  local lessons, ok = {}, true
  for _, name in ipairs(names) do
    local lesson, why = catalogue.open(name)
    if lesson then lessons[#lessons + 1] = lesson else write("%s", why) end
    ok = ok and lesson ~= nil
  end
  return lessons, ok
end

local function list_exercises()
  for _, name in ipairs(exercises.names()) do
    local exercise = exercises.open(name)
    if exercise then write("exercise/%s\t1\t%s", name, exercise.title) end
  end
end

local function list(names, is_whole_course)
  local lessons, ok = open_all(names)
  for _, lesson in ipairs(lessons) do
    write("%s\t%d\t%s", lesson.name, #lesson.steps, lesson.title)
  end
  if is_whole_course then list_exercises() end
  return ok
end

-- Of the whole course no row may be missing; before all its lessons are there, some must be.
local function rows(names, is_whole_course)
  local lessons, ok = open_all(names)
  local taught = row_map.taught(lessons)
  for _, one in ipairs(taught) do write("%d\t%s", one.row, one.where) end
  local missing = row_map.missing(taught)
  if not is_whole_course or not missing[1] then return ok end
  io.stderr:write("no step teaches row ", screen.ranges(missing), "\n")
  return ok and #names < catalogue.COURSE
end

-- --rehearse -------------------------------------------------------------------------------------

local function rehearse(names)
  local rehearsal, ok = require "gradus.lesson.rehearsal", true
  for _, lesson in ipairs((open_all(names))) do
    local report, seconds = rehearsal.of(lesson)
    write("%s: %s, %.1f s%s", lesson.name, counted(#lesson.steps, "step"), seconds,
      report.problems[1] and ", " .. counted(#report.problems, "problem") or "")
    for _, problem in ipairs(report.problems) do
      write("  %s/%s: %s", lesson.name, problem.step or "", problem.why)
    end
    ok = ok and not report.problems[1]
  end
  return ok
end

-- The command line -------------------------------------------------------------------------------

local modes = {["--list"] = list, ["--rows"] = rows, ["--rehearse"] = rehearse}

local function parse(args)
  local options = {names = {}, seeds = SEEDS}
  local i = 1
  while args[i] do
    local arg = args[i]
    if modes[arg] then
      options.mode = arg
    elseif arg == "--seeds" then
      i = i + 1
      options.seeds = math.tointeger(tonumber(args[i]))
      if not options.seeds or options.seeds < 1 then return nil, "--seeds takes a number from 1" end
    elseif arg:sub(1, 1) == "-" then
      return nil, "unknown option " .. arg
    else
      options.names[#options.names + 1] = arg
    end
    i = i + 1
  end
  return options
end

-- All lessons, detours and exercises.
local function everything()
  local names = catalogue.all()
  for _, name in ipairs(exercises.names()) do names[#names + 1] = "exercise/" .. name end
  return names
end

--- Run the command. Returns the exit status.
function M.main(args)
  local options, why = parse(args)
  if not options then
    io.stderr:write("gradus check: ", why, "\n",
      "usage: gradus check [NAME|FILE]... [--seeds N] [--list] [--rows] [--rehearse]\n")
    return 2
  end
  local is_all = not options.names[1]
  local names = not is_all and options.names
    or options.mode and catalogue.names() or everything()
  if options.mode then return modes[options.mode](names, is_all) and 0 or 1 end
  local good = true
  for _, name in ipairs(names) do good = check_one(name, options.seeds) and good end
  return good and 0 or 1
end

return M
