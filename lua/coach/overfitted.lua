--- How the loss on rows that are not trained on has gone since its lowest point.
-- Requires core. Judges nothing.

local course = require "gradus.coach.course"

local M = {}

-- Neighbouring looks at as many rows, best by a smoothed value: one lucky look does not count.
local function best_of(looks)
  local best, at = math.huge, nil
  for i, look in ipairs(looks) do
    if look.loss < best then best, at = look.loss, i end
  end
  return best, at
end

-- Looks at the same rows as the last one.
local function alike(looks)
  local last, out = looks[#looks], {}
  for _, look in ipairs(looks) do
    if look.rows == last.rows and look.origin == last.origin then out[#out + 1] = look end
  end
  return out
end

--- {best=, best_step=, last=, rise=, since=, patience=, margin=, trained=}: the lowest loss and when it
-- was, the latest (the mean of three), their ratio, looks since, looks that must pass before that says
-- something, the rise in units of B, and by how much the training loss fell meanwhile. nil: too few
-- looks, or weights were put back afterwards.
function M.of(n)
  local looks = n:held_out()
  if #looks < 8 or looks[#looks].rows < 30 then return nil end
  looks = alike(looks)
  if #looks < 8 or n.book.loaded then return nil end
  local best, at = best_of(looks)
  local m, last = #looks, 0
  for i = m - 2, m do last = last + looks[i].loss / 3 end
  local then_, now = course.near(n, looks[at].step), course.latest(n)
  if not then_ or not now or looks[m].loss <= 1.02 * best then return nil end
  return {best = best, best_step = looks[at].step, last = last, rise = last / best, since = m - at,
    patience = math.max(5, 0.3 * m), margin = (last - best) / (n.baseline or best),
    trained = 1 - now / then_}
end

return M
