--- `gradus check [NAME|FILE…] [--seeds N] [--list] [--rows]`: proves lessons, for authors and CI.
-- Requires gradus.embed and the rooms of gradus.lesson. Writes to standard output; returns the exit
-- status: 0 all proven, 1 a problem was found, 2 the command line was wrong.

local catalogue = require "gradus.lesson.catalogue"
local lint = require "gradus.lesson.lint"
local proof = require "gradus.lesson.proof"
local reports = require "gradus.lesson.report"
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

local function check_one(name, seeds)
  local lesson, why = catalogue.open(name)
  if not lesson then
    write("%s", why)
    return false
  end
  local report = M.prove(lesson, seeds)
  write("%s: %d steps, %d seeds, %s", lesson.name, #lesson.steps, seeds,
    report.problems[1] and #report.problems .. " problems" or "proven")
  write_margins(report, lesson)
  for _, problem in ipairs(report.problems) do
    write("  %s/%s: %s%s", lesson.name, problem.step or "", problem.why, seed_words(problem, seeds))
  end
  return not report.problems[1]
end

-- --list and --rows ------------------------------------------------------------------------------

local function each_lesson(names, visit)
  local ok = true
  for _, name in ipairs(names) do
    local lesson, why = catalogue.open(name)
    if lesson then visit(lesson) else write("%s", why) end
    ok = ok and lesson ~= nil
  end
  return ok
end

local function list(names)
  return each_lesson(names, function(lesson)
    write("%s\t%d\t%s", lesson.name, #lesson.steps, lesson.title)
  end)
end

-- A row counts as taught where the student does something: a task, or a prediction that is scored.
local function rows(names)
  local found = {}
  local ok = each_lesson(names, function(lesson)
    for _, step in ipairs(lesson.steps) do
      local teaches = step.kind == "task" or step.kind == "predict"
      for _, row in ipairs(teaches and step.rows or {}) do
        found[#found + 1] = {row = row, where = lesson.name .. "/" .. step.id, order = #found}
      end
    end
  end)
  table.sort(found, function(a, b)
    if a.row ~= b.row then return a.row < b.row end
    return a.order < b.order
  end)
  for _, one in ipairs(found) do write("%s\t%s", one.row, one.where) end
  return ok
end

-- The command line -------------------------------------------------------------------------------

local function parse(args)
  local options = {names = {}, seeds = SEEDS}
  local i = 1
  while args[i] do
    local arg = args[i]
    if arg == "--list" or arg == "--rows" then
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

--- Run the command. Returns the exit status.
function M.main(args)
  local options, why = parse(args)
  if not options then
    io.stderr:write("gradus check: ", why, "\n",
      "usage: gradus check [NAME|FILE]... [--seeds N] [--list] [--rows]\n")
    return 2
  end
  local names = options.names[1] and options.names
    or options.mode and catalogue.names() or catalogue.all()
  if options.mode == "--list" then return list(names) and 0 or 1 end
  if options.mode == "--rows" then return rows(names) and 0 or 1 end
  local good = true
  for _, name in ipairs(names) do good = check_one(name, options.seeds) and good end
  return good and 0 or 1
end

return M
