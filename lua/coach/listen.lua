--- From what the core has seen to findings: each sighting goes to the rules that asked for its
-- kind; statistics are judged when a run has come far enough, or when somebody wants to know.
-- Requires core and the parts of the coach; the rules when there is something to judge, so that a
-- program that trains nothing starts fast. A mistake of the coach's own never reaches the learner.

local advice = require "gradus.coach.advice"
local core = require "gradus.core"
local err = require "gradus.err"
local events = require "gradus.events"
local experiment = require "gradus.coach.experiment"
local findings = require "gradus.coach.findings"
local net = require "gradus.coach.net"
local say = require "gradus.coach.say"

local M = {}

--- Errors of the coach's own, for its tests: empty where all is well.
M.failures = {}

local by_kind -- kind of sighting -> list of {rule, fn}; nil: nothing has been seen yet

local function index_rules()
  by_kind = {}
  for _, rule in ipairs(require "gradus.coach.rules") do
    for kind, fn in pairs(rule.see or {}) do
      by_kind[kind] = by_kind[kind] or {}
      table.insert(by_kind[kind], {rule = rule, fn = fn})
    end
  end
end

-- Makes a whole finding of what a rule said.
local function enter(rule, said, scope, where)
  local finding = {code = rule.code, severity = said.severity or rule.severity,
    title = said.title or rule.title, what = said.what, why = said.why or rule.why,
    fix = said.fix or rule.fix, where = said.where or where, scope = scope or 0}
  finding.fact = rule.fact or said.fact
  return findings.add(finding)
end

-- The line that the learner wrote; for one net the first one stays, should a rule look later.
local function place(sighting)
  return sighting.where or core.where()
end

-- What ignorance costs, in the latest batches.
local function price(sighting)
  local known = net.kept(sighting.trainee)
  local graph = require("gradus.coach.graph").read(sighting.a)
  known.prices = known.prices or {}
  local prices = known.prices
  prices[#prices + 1] = require("gradus.coach.ignorance").of(graph, prices[#prices])
end

local function survey(sighting)
  local known = net.kept(sighting.trainee)
  known.where = known.where or core.where()
  known.graph = require("gradus.coach.graph").read(sighting.a)
  local first = known.graph.layers[1]
  known.weight = known.weight or first and first.weight
  if known.experiment == nil then known.experiment = experiment.of(known.weight) or false end
  advice.note(known)
  known.noisy = known.noisy or known.graph.is_noisy
  known.surveys = (known.surveys or 0) + 1
end

local function tell(sighting)
  if not by_kind then index_rules() end
  if sighting.trainee then sighting.trainee = sighting.trainee // 1 | 0 end
  if sighting.kind == "graph" then survey(sighting) end
  if sighting.kind == "price" then price(sighting) end
  local n = sighting.trainee and net.of(sighting.trainee)
  for _, entry in ipairs(by_kind[sighting.kind] or {}) do
    local said = entry.fn(sighting, n)
    local broken = sighting.kind == "not_finite" and n and n.kept.experiment
    if said and broken then
      n.kept.break_said = {rule = entry.rule, said = said, where = place(sighting)}
    elseif said then
      enter(entry.rule, said, sighting.trainee, place(sighting))
    end
  end
  if sighting.kind == "milestone" or sighting.kind == "not_finite" then
    M.judge(sighting.trainee)
  end
end

-- Rules judge networks that have made enough steps.
local FEWEST = 20

-- Without data there is little that can be said of a descent.
local function may_judge(rule, n)
  return rule.judge and (rule.wandering or not n:wanders()) and (rule.bare or not n.book.bare)
end

-- What the rules say to the statistics of a network: a list of {rule=, said=, where=}.
local function verdicts(n, done)
  local out = {n.kept.break_said}
  if n.steps < FEWEST and not n.kept.broken then return out end
  for _, rule in ipairs(require "gradus.coach.rules") do
    local said = may_judge(rule, n) and rule.judge(n, done)
    if said then out[#out + 1] = {rule = rule, said = said, where = n.kept.where or ""} end
  end
  return out
end

--- Let the rules judge the statistics of a network. done: nothing more will come. What belongs to
-- an experiment waits until that is over.
function M.judge(id, done)
  local n = net.of(id)
  if not n or n.kept.experiment then return end
  for _, v in ipairs(verdicts(n, done)) do enter(v.rule, v.said, id, v.where) end
end

local function is_active(v) return (v.said.severity or v.rule.severity) ~= "note" end

local function any_active(list)
  for _, v in ipairs(list) do
    if is_active(v) then return true end
  end
  return false
end

-- The networks of experiments, each with what the rules say.
local function experimental(done)
  local out = {}
  for _, id in ipairs(net.ids()) do
    local n = net.of(id)
    if n and n.kept.experiment then
      local list = verdicts(n, done)
      out[#out + 1] = {net = n, verdicts = list, is_bad = any_active(list)}
    end
  end
  return out
end

local function judge_experiments(done)
  local all = experimental(done)
  for _, entry in ipairs(all) do
    for _, v in ipairs(entry.verdicts) do
      if not (is_active(v) and experiment.excuses(v.rule.code, entry.net, all)) then
        enter(v.rule, v.said, entry.net.id, v.where)
      end
    end
  end
end

local function guarded(fn, ...)
  local ok, e = xpcall(fn, function(e)
    if err.is(e) and e.code == "E0302" then return e end
    return debug.traceback(tostring(e), 2)
  end, ...)
  if ok then return end
  if err.is(e) then error(e, 0) end
  M.failures[#M.failures + 1] = e
end

local function hear(sighting)
  guarded(tell, sighting)
  say.show(findings.take_news())
end

--- Judge of what was held back that which no later step can change; a loop that was typed is over.
function M.settle_sure()
  core.watch_settle(true)
  guarded(judge_experiments)
  say.show(findings.take_news())
end

--- Judge everything that was held back until more is known.
function M.settle()
  core.watch_settle()
  local before = core.watch_pause(true)
  for _, id in ipairs(net.ids()) do guarded(M.judge, id, true) end
  guarded(judge_experiments, true)
  core.watch_pause(before)
end

-- What the library announces reaches the rules as sightings, too: its values are [1], [2], …
local announced = {"schedule", "fit_start", "evaluate"}
local handles = {}

local function is_paused()
  local paused = core.watch_pause(true)
  core.watch_pause(paused)
  return paused
end

local function hear_of(kind)
  return function(...)
    if not is_paused() then hear{kind = kind, ...} end
  end
end

--- Let the rules look at something the coach itself was asked to find out.
function M.note(kind, ...) hear{kind = kind, ...} end

--- Begin to listen.
function M.start()
  core.watch(hear)
  for i, kind in ipairs(announced) do handles[i] = events.on(kind, hear_of(kind)) end
end

--- Stop listening; the core forgets.
function M.stop()
  core.watch(nil)
  for i, handle in ipairs(handles) do
    events.off(handle)
    handles[i] = nil
  end
end

return M
