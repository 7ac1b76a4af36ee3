-- Counts: is a mutant harmful, was its mistake named first, was a correct script flagged?

local M = {}

-- The share of its score that a mutant must lose to count as harmed.
local LOSS = 0.1

-- Notes that state a fact: harm is not asked, as with facts, unless the mutant itself has found at
-- run time that there is nothing wrong with it.
local notes = {G0103 = true, G0202 = true, G0404 = true, G0606 = true, G0607 = true,
  G0609 = true}

--- Has `r`, a result of a mutant of an operator, done harm, measured at `base`, the same script
-- unchanged?
function M.is_harmful(op, r, base)
  if op.kind == "fact" or notes[op.codes[1]] then return r.harm ~= "fine" end
  if r.harm ~= "-" then return r.harm == "harm" end
  if not r.ok or not r.result or r.result ~= r.result then return true end
  return base and base.result ~= nil and r.result < base.result - LOSS * math.abs(base.result)
end

--- A mutant that could not run and of which nothing was named tells nothing.
function M.is_broken(r) return not r.ok and #r.codes == 0 end

local function is_in(list, code)
  for _, one in ipairs(list) do
    if one == code then return true end
  end
  return false
end

--- Is one of the expected codes the first finding? Is it among the findings?
function M.named(op, r)
  local first = r.codes[1] and is_in(op.codes, r.codes[1].code) or false
  for _, finding in ipairs(r.codes) do
    if is_in(op.codes, finding.code) then return first, true end
  end
  return first, false
end

--- Codes of errors and warnings, which interrupt; notes do not count.
function M.alarms(r)
  local out = {}
  for _, finding in ipairs(r.codes) do
    if finding.severity ~= "note" then out[#out + 1] = finding.code end
  end
  return out
end

--- Wilson's interval of k out of n at 95 %.
function M.wilson(k, n)
  if n == 0 then return 0, 1 end
  local z, p = 1.96, k / n
  local middle = (p + z * z / (2 * n)) / (1 + z * z / n)
  local half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
  return math.max(0, middle - half), math.min(1, middle + half)
end

--- The codes that have a rule now.
function M.known_codes()
  local out = {}
  for _, rule in ipairs(require "gradus.coach.rules") do out[rule.code] = true end
  return out
end

--- Does one of the codes that an operator expects have a rule?
function M.has_rule(op, known)
  for _, code in ipairs(op.codes) do
    if known[code] then return true end
  end
  return false
end

return M
