-- The proof of the coach: all correct scripts and all mutants, over seeds, and a table.
--
--   gradus tests/coach/run.lua                       both halves, 3 seeds: `make coach`
--   gradus tests/coach/run.lua --half tuning         one half
--   gradus tests/coach/run.lua --code G0201          the mutants of one code (correct scripts as
-- well)
--   gradus tests/coach/run.lua --op no_zero_grad     the mutants of one file of operators
--   gradus tests/coach/run.lua --correct             only the correct scripts
--   gradus tests/coach/run.lua --seeds 1 --misses    one seed; list every miss and its script
--   gradus tests/coach/run.lua --pairs 100           100 scripts with two mistakes each
--   gradus tests/coach/run.lua --all                 also mutants whose code has no rule
--   gradus tests/coach/run.lua --keep DIR            leave the mutants there to look at
--
-- Exit status 1 where a correct script was flagged, or a goal was missed that the README names.

local here = arg[0]:match "^(.*)/[^/]*$" or "."
package.path = here .. "/support/?.lua;" .. package.path

local corpus = require "corpus"
local jobs = require "jobs"
local judge = require "judge"
local report = require "report"

local function parse(list)
  local o, i = {seeds = 3}, 1
  while list[i] do
    local word = list[i]:match "^%-%-(%l+)$" or error("what is " .. list[i] .. "?", 0)
    if word == "misses" or word == "correct" or word == "all" then o[word] = true
    else
      i = i + 1
      o[word] = list[i] or error("--" .. word .. " needs a value", 0)
    end
    i = i + 1
  end
  o.seeds = math.tointeger(tonumber(o.seeds)) or error("--seeds needs a number", 0)
  o.pairs = o.pairs and (math.tointeger(tonumber(o.pairs)) or error("--pairs needs a number", 0))
  if o.half == "" or o.half == "both" then o.half = nil end
  return o
end

local function is_wanted(op, o)
  if o.op and op.file ~= o.op then return false end
  if not o.code then return true end
  for _, code in ipairs(op.codes) do
    if code == o.code then return true end
  end
  return false
end

local function wanted_operators(o)
  local out = {}
  for _, op in ipairs(corpus.operators(here)) do
    if is_wanted(op, o) then out[#out + 1] = op end
  end
  return out
end

local function per_seed(list, seeds, job_of)
  local out = {}
  for _, item in ipairs(list) do
    for seed = 1, seeds do
      local job = job_of(item)
      job.seed, job.item = seed, item
      out[#out + 1] = job
    end
  end
  return out
end

local o = parse(arg)
local dir = o.keep or jobs.folder()
require("gradus.sys").mkdirs(dir)
local options = {dir = dir, program = os.getenv "GRADUS_BIN" or "build/gradus",
  worker = here .. "/support/one.lua", limit = 10}

local scripts = corpus.scripts(here, o.half)
local list = per_seed(scripts, o.seeds, function(one) return {path = one.path} end)
local base = jobs.run(list, options)
local correct = report.correct(list, base)
io.write(correct.text)
io.flush()
if o.correct then os.exit(correct.flagged == 0 and correct.wrong == 0) end

local operators = wanted_operators(o)
local mutants = o.pairs and corpus.pairs(scripts, operators, o.pairs)
  or corpus.mutants(scripts, operators)
local of_script = {}
for i, job in ipairs(list) do of_script[job.item.name .. job.seed] = base[i] end
local trials = per_seed(mutants, o.seeds, function(m)
  return {text = m.text, name = m.script.name .. "-" .. m.op.file}
end)
local results = jobs.run(trials, options)
if o.pairs then
  io.write(report.pairs(trials, results))
  os.exit(correct.flagged == 0 and correct.wrong == 0)
end
local table_of_codes = report.mutants(trials, results, of_script, judge.known_codes(), o)
io.write(table_of_codes.text)
if not o.keep then jobs.remove(dir) end
os.exit(correct.flagged == 0 and correct.wrong == 0 and table_of_codes.missed == 0)
