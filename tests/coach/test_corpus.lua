-- The proof in small: each correct script once, unflagged; a few mutants of each code, named first.
-- The whole is `make coach`. Codes that have no rule yet are passed over, and the last test says
-- so.

local here = arg[0]:match "^(.*)/[^/]*$"
package.path = here .. "/support/?.lua;" .. package.path

local T = require "gradus_test"
local open = dofile(here .. "/open.lua")
local corpus = require "corpus"
local jobs = require "jobs"
local judge = require "judge"

-- Of each code so many mutants, and so many of them must be named first.
local SAMPLE, ENOUGH = 4, 3

local dir = jobs.folder(os.getenv "HOME")
local options = {dir = dir, program = os.getenv "GRADUS_BIN" or "build/gradus",
  worker = here .. "/support/one.lua", limit = 20, parallel = 1}

local scripts = corpus.scripts(here)
local known = judge.known_codes()

-- In place of a test that cannot pass yet.
local function later(name) print("open: " .. name) end

local function alarms_of(r) return table.concat(judge.alarms(r), " ") end

local function run_correct()
  local list = {}
  for i, one in ipairs(scripts) do list[i] = {path = one.path, seed = 1} end
  return jobs.run(list, options)
end

for i, r in ipairs(run_correct()) do
  local test = open.flagged[scripts[i].name] and later or T.test
  test("nothing is said about " .. scripts[i].half .. "/" .. scripts[i].name, function()
    T.eq(r.error, "ok")
    T.ok(r.result and r.result > 0.6, "its score is " .. tostring(r.result))
    T.eq(alarms_of(r), "")
    T.eq(r.failure, nil)
  end)
end

-- Facts whose first code has a rule, spread evenly over the scripts: code -> list of mutants.
local function facts()
  local by_code, codes = {}, {}
  for _, m in ipairs(corpus.mutants(scripts, corpus.operators(here))) do
    local code = m.op.codes[1]
    if m.op.kind == "fact" and #m.op.codes == 1 then
      if not by_code[code] then codes[#codes + 1], by_code[code] = code, {} end
      table.insert(by_code[code], m)
    end
  end
  return by_code, codes
end

local function spread(list)
  local out = {}
  for i = 1, math.min(SAMPLE, #list) do out[i] = list[1 + (i - 1) * #list // SAMPLE] or list[i] end
  return out
end

local function run_sample(list)
  local trials = {}
  for i, m in ipairs(list) do
    trials[i] = {text = m.text, name = m.script.name .. "-" .. m.op.file, seed = 1}
  end
  return jobs.run(trials, options)
end

-- How many are named first; what was said of the others. A mutant that cannot run tells nothing.
local function count_first(list, results)
  local first, ran, others = 0, 0, {}
  for i, m in ipairs(list) do
    if not judge.is_broken(results[i]) then
      ran = ran + 1
      if judge.named(m.op, results[i]) then first = first + 1
      else others[#others + 1] = ("%s (%s): %s"):format(m.script.name, m.op.name,
        alarms_of(results[i])) end
    end
  end
  return first, ran, table.concat(others, "; ")
end

local by_code, codes = facts()
local without = {}
for _, code in ipairs(codes) do
  if not known[code] then without[#without + 1] = code
  else
    local test = open.missed[code] and later or T.test
    test(code .. " is named where its mistake is made", function()
      local list = spread(by_code[code])
      local first, ran, others = count_first(list, run_sample(list))
      T.ok(ran > 0 and first * SAMPLE >= ENOUGH * ran, ("%d of %d; %s"):format(first, ran, others))
    end)
  end
end

T.test("a mutant that is correct would be seen as not named", function()
  local dynamics = {kind = "dynamics", codes = {}}
  local r = {ok = true, codes = {}, harm = "-"}
  T.eq({judge.named({codes = {"G0201"}}, r)}, {false, false})
  r.codes = {{code = "G0501", severity = "warning"}, {code = "G0201", severity = "error"}}
  T.eq({judge.named({codes = {"G0201"}}, r)}, {false, true})
  T.eq(alarms_of(r), "G0501 G0201")
  T.eq(judge.is_harmful(dynamics, {ok = true, result = 0.8, harm = "-"}, {result = 1}),
    true)
  T.eq(judge.is_harmful(dynamics, {ok = true, result = 0.95, harm = "-"}, {result = 1}),
    false)
end)

T.test("Wilson's interval", function()
  local low, high = judge.wilson(59, 59)
  T.near({low, high}, {0.939, 1}, 1e-2, 1e-3)
end)

if #without > 0 then print("no rule yet, not tested: " .. table.concat(without, " ")) end
jobs.remove(dir)
T.finish()
