--- The course of a training run: how far the loss has come by which epoch.
-- Requires nothing. Judges nothing; reads a network (net.lua). An epoch is what net.lua calls so,
-- but at least 20 steps: with all rows in one batch an epoch is a single step.

local M = {}

local LEAST = 20 -- steps of an epoch

--- The step at which epoch `e` ends.
function M.step_at(n, e)
  local per_epoch = n.steps / math.max(n.age, 1e-9)
  return math.ceil(e * math.max(per_epoch, LEAST))
end

--- Has the run come to the end of epoch `e`?
function M.reached(n, e) return n.run.steps >= M.step_at(n, e) end

local function mean(list, first, last)
  local sum = 0
  for i = first, last do sum = sum + list[i] end
  return sum / (last - first + 1)
end

--- The mean loss of the steps (of an epoch, between 5 and 100) that end with `step`.
function M.near(n, step)
  local losses, stride = n.run.losses, n.run.stride
  local last = math.min(step // stride, #losses)
  if last < 1 then return nil end
  local window = math.min(math.max(n.steps / math.max(n.age, 1e-9), 5), 100)
  return mean(losses, math.max(1, last - math.ceil(window / stride) + 1), last)
end

--- The latest mean loss.
function M.latest(n) return M.near(n, n.run.steps) end

--- The loss at the beginning: of the first batch, of five where batches are small.
function M.first(n)
  local losses = n.run.losses
  local rows = n.book.rows_done / math.max(n.steps, 1)
  if rows >= 16 or #losses < 5 or n.run.stride > 1 then return n.run.first_loss end
  return mean(losses, 1, 5)
end

local EARLY, FEW = 10, 8 -- steps; rows of a batch whose loss says little

--- How high the loss rose in the first ten steps, in units of what it was at first, or of B where
-- that is more. Kept from the first look: a long run's curve no longer shows it.
function M.jump(n)
  local losses, kept = n.run.losses, n.kept
  local start, last = math.max(M.first(n) or 0, n.baseline or 0), math.max(EARLY // n.run.stride, 1)
  if start <= 0 then return kept.jump or 1 end
  local rows = n.book.rows_done / math.max(n.steps, 1)
  local high = rows < FEW and mean(losses, 1, math.min(last, #losses)) or 0
  for i = 1, rows < FEW and 0 or math.min(last, #losses) do high = math.max(high, losses[i]) end
  kept.jump = math.max(kept.jump or 1, high / start)
  return kept.jump
end

--- The share by which the loss has fallen by the end of epoch `e` (or now); nil: not that far yet.
function M.fall(n, e)
  if e and not M.reached(n, e) then return nil end
  local first, now = M.first(n), M.near(n, e and M.step_at(n, e) or n.run.steps)
  if not first or not now or first <= 0 then return nil end
  return 1 - now / first
end

--- How much of B is learned by the end of epoch `e` (or now), 0 to 1. Where B is unknown: how far
-- the loss has fallen. nil: not that far yet.
function M.progress(n, e)
  if e and not M.reached(n, e) then return nil end
  if not n:share(0) then return M.fall(n, e) end
  local now = M.near(n, e and M.step_at(n, e) or n.run.steps)
  return now and n:share(now)
end

--- The share by which the last fifth of the run lies below the one before; nil: too short.
function M.late_fall(n)
  local losses = n.run.losses
  local part = #losses // 5
  if part < 4 then return nil end
  local before = mean(losses, #losses - 2 * part + 1, #losses - part)
  return 1 - mean(losses, #losses - part + 1, #losses) / before
end

--- Does the loss no longer fall?
function M.is_flat(n)
  local fall = M.late_fall(n)
  return fall ~= nil and fall < 0.02
end

return M
