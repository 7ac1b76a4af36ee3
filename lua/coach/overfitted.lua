--- How the loss on rows that are not trained on has gone since its lowest point.
-- Requires core. Judges nothing.

local course = require "gradus.coach.course"

local M = {}

local function best_of(looks)
  local best, at = math.huge, nil
  for i, look in ipairs(looks) do
    if look.loss < best then best, at = look.loss, i end
  end
  return best, at
end

-- Looks at the same rows as the middle one; twice at the same, without a step between, is one look.
local function alike(looks)
  local middle, out = looks[(#looks + 1) // 2], {}
  for _, look in ipairs(looks) do
    if look.rows % middle.rows == 0 and look.origin == middle.origin then out[#out + 1] = look end
  end
  return out
end

--- {best=, best_step=, last=, rise=, is_past=, is_bad=, margin=, trained=, rows=, level=}: the
-- lowest loss and when it was, the latest (the mean of three), their ratio; whether the lowest is
-- long ago (at least five looks and 30 % of the steps); whether the latest is a quarter of B; the
-- rise in units of B; by how much the training loss fell meanwhile; how many rows it is judged by;
-- the latest in units of B. nil: too few looks, or weights were put back.
function M.of(n)
  local looks = n:held_out()
  if #looks < 8 or looks[#looks].rows < 30 then return nil end
  looks = alike(looks)
  local put_back = n.book.put_back > 0 and n.book.put_back == n.steps
  if #looks < 8 or n.book.loaded or put_back then return nil end
  local best, at = best_of(looks)
  local m, last = #looks, 0
  for i = m - 2, m do last = last + looks[i].loss / 3 end
  local then_, now = course.near(n, looks[at].step) or course.first(n), course.latest(n)
  if not then_ or not now or looks[m].loss <= 1.02 * best then return nil end
  return {best = best, best_step = looks[at].step, last = last, rise = last / best,
    is_past = m - at >= 5 and looks[at].step < 0.7 * looks[m].step,
    is_bad = last >= 0.25 * (n.baseline or n.book.first_loss),
    margin = (last - best) / (n.baseline or best), trained = 1 - now / then_,
    rows = looks[m].rows, level = last / (n.baseline or n.book.first_loss)}
end

return M
