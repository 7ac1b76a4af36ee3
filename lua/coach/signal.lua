--- Has a network found anything at all? A weak signal counts where there are enough rows: evidence
-- is summed over them.
-- Requires births and course. Judges nothing.

local births = require "gradus.coach.births"
local course = require "gradus.coach.course"

local M = {}

local NATS = 5 -- of evidence: by chance one time in a thousand

-- By how much answers to some rows that cost `loss` each beat a constant that costs `base`, in nats
-- of all rows together. An error is taken as normally distributed.
local function evidence(n, loss, base, rows)
  local graph = n.kept.graph
  local kind = n.loss_name or graph and graph.errors[1] and graph.errors[1].op
  if kind == "MSELoss" then return rows / 2 * math.log(base / math.max(loss, 1e-30)) end
  if kind == "L1Loss" then return rows * math.log(base / math.max(loss, 1e-30)) end
  return rows * (base - loss)
end

--- Has one of these looks at rows that are not trained on shown a signal, be it a weak one?
function M.is_shown(n, looks)
  for _, look in ipairs(looks) do
    local base = look.base or n.baseline
    if base and base > 0 and evidence(n, look.loss, base, look.rows) > NATS then return true end
  end
  return false
end

--- Is more learned of the training rows than as many weights could learn by heart? Half a nat for
-- each (Wilks 1938), and three deviations more.
function M.is_learned(n)
  local weights, now = 0, course.latest(n)
  for _, born in ipairs(births.of(n) or {}) do
    weights = weights + born.layer.weight:numel() + born.units
  end
  local base = n.baseline or n.costs and n.costs.best
  local gain = now and base and base > 0 and evidence(n, now, base, n.book.rows) or 0
  return gain > weights / 2 + 3 * (weights / 2) ^ 0.5
end

return M
