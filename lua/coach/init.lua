--- coach: sees mistakes of training while they happen, and says what to do.
-- Requires the parts in coach/. The core notes facts in passing (src/core/watch.h); rules, one
-- mistake per file in rules/, make findings of them. Nothing is printed but by whoever runs the
-- program: it sets the place for that (`out` in coach/say.lua).

local doc = require "gradus.doc"
local err = require "gradus.err"
local findings = require "gradus.coach.findings"
local listen = require "gradus.coach.listen"
local namespace = require "gradus.namespace"
local net = require "gradus.coach.net"
local suggest = require "gradus.suggest"
local tests_seen = require "gradus.coach.tests_seen"

local M = {}

local is_on = false

--- Begin to watch. Looking costs a few bit tests a step.
function M.on()
  if is_on then return end
  is_on = true
  listen.start()
end

--- Stop watching, and forget what was seen. Findings stay.
function M.off()
  if not is_on then return end
  listen.settle()
  is_on = false
  listen.stop()
  net.forget()
end

local list_mt = {__name = "gradus.findings"}

function list_mt.__tostring(list)
  if #list == 0 then return is_on and "no findings" or "no findings; the coach is off" end
  local out = {}
  for i, finding in ipairs(list) do out[i] = tostring(finding) end
  return table.concat(out, "\n")
end

local function all()
  if is_on then listen.settle() end
  return setmetatable(findings.all(), list_mt)
end

--- What has been found and what was looked at and is well, as a text that prints.
function M.report()
  local list = all()
  return require("gradus.coach.report")(list, is_on)
end

local function codes()
  local out = {}
  for i, rule in ipairs(require "gradus.coach.rules") do out[i] = rule.code end
  return out
end

--- Do not report a code: it is meant so. reason: for the report. errors: E0102 no such code.
function M.allow(code, reason)
  local known = codes()
  local text = type(code) == "string" and code:upper() or code
  for _, one in ipairs(known) do
    if one == text then return findings.allow(text, reason) end
  end
  err.raise(code == nil and "E0107" or "E0102",
    ("coach.allow: there is no code %s"):format(tostring(code)),
    type(code) == "string" and suggest.question(text, known, 1)
      or 'coach.allow "G0203"; the code stands behind a finding, in brackets.', 2)
end

--- Can the network learn 16 rows of ds by heart? See gradus.coach.overfit.
function M.overfit_one_batch(model, ds, loss)
  local result = require("gradus.coach.overfit").run(model, ds, loss)
  if is_on then listen.note("one_batch", result) end
  return result
end

--- Is it watching?
function M.is_on() return is_on end

--- Forget all findings and everything that is allowed: a new beginning, for tests.
function M.reset()
  local was_on = is_on
  M.off()
  findings.forget()
  tests_seen.forget()
  listen.failures = {}
  if was_on then M.on() end
end

doc.add{name = "coach", usage = "coach.report()   coach.findings   coach.allow \"G0203\"",
  summary = "Watches training and names mistakes, with the line that fixes each.",
  text = "It sees facts: gradients that were not cleared, a network measured in training mode, "
    .. "softmax applied twice, rows of the test set in training. Each finding has a code; explain "
    .. "\"G0201\" shows its page.",
  example = "coach.on()\nprint(coach.is_on())  --> true",
  see = {"coach.report", "coach.allow", "coach.overfit_one_batch", "explain", "mistake"}}
doc.add{name = "coach.on", usage = "coach.on()", summary = "Lets the coach watch.",
  example = "coach.on()"}
doc.add{name = "coach.off", usage = "coach.off()", summary = "Lets the coach look away.",
  example = "coach.off()\ncoach.on()"}
doc.add{name = "coach.is_on", usage = "coach.is_on()",
  summary = "Tells whether the coach is watching.", example = "coach.on()\n"
    .. "print(coach.is_on())  --> true"}
doc.add{name = "coach.reset", usage = "coach.reset()",
  summary = "Forgets all findings, and what was allowed.",
  example = "coach.reset()\nprint(#coach.findings)  --> 0"}
doc.add{name = "coach.report", usage = "coach.report()",
  summary = "Lists what the coach has found, and what it looked at and found well.",
  example = "print(coach.report())", see = {"coach.findings"}}
doc.add{name = "coach.findings", usage = "coach.findings",
  summary = "The findings as a list, causes first.",
  text = "Each is {code, severity, title, what, why, fix, where, count}; severity is \"error\", "
    .. "\"warning\" or \"note\". Reading it settles what is still held back.",
  example = "for _, f in ipairs(coach.findings) do print(f.code, f.fix) end"}
doc.add{name = "coach.allow", usage = "coach.allow(code[, reason])",
  summary = "Silences one code: what it reports is meant so.",
  example = "coach.allow(\"G0203\", \"Monte Carlo dropout\")"}
doc.add{name = "coach.overfit_one_batch", usage = "coach.overfit_one_batch(model, ds[, loss])",
  summary = "Tries to learn 16 rows by heart: a network that cannot is broken somewhere.",
  args = {{name = "model", type = "module", doc = "is left as it is: a copy is trained"},
    {name = "ds", type = "dataset", doc = "the first 16 rows are used"},
    {name = "loss", type = "loss", doc = "by the task of the data unless given"}},
  text = "Dropout is off, at most 1000 steps of Adam. Fields: ok, loss, accuracy, steps, share "
    .. "(of the loss of the best constant answer).",
  example = "r = coach.overfit_one_batch(mlp(2, 32, 32, 1), data.moons{n = 50, seed = 1})\n"
    .. "print(r.ok)  --> true",
  see = {"coach", "diagnose"}}

-- Reading coach.findings settles what is still held.
local public = namespace.strict(M, "coach")
local mt = getmetatable(public)
local missing = mt.__index
function mt.__index(t, key)
  if key == "findings" then return all() end
  return missing(t, key)
end
mt.__names = function()
  return {"allow", "findings", "is_on", "off", "on", "overfit_one_batch", "report", "reset"}
end
function mt.__newindex(_, key)
  err.raise("E0106", ("coach has no field %s that can be set"):format(tostring(key)), nil, 2)
end

return public
