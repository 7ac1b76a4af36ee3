-- Steps per second of processor time, and medians. These machines are shared: processor time is
-- counted, not the clock on the wall, and what is compared is measured in turns.

local sys = require "gradus.sys"

local M = {}

--- How many steps fill about so many seconds. step(count) may say how many it really took.
function M.calibrate(step, seconds)
  local count, used = 1, 0
  while used < seconds / 5 do
    count = count * 2
    local start = sys.cpu()
    step(count)
    used = sys.cpu() - start
  end
  return math.max(1, math.ceil(count * seconds / used))
end

--- Steps per second of processor time over `count` steps.
function M.rate(step, count)
  local start = sys.cpu()
  local taken = step(count) or count
  return taken / (sys.cpu() - start)
end

function M.median(list)
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted)
  local n = #sorted
  if n == 0 then return nil end
  return n % 2 == 1 and sorted[n // 2 + 1] or (sorted[n // 2] + sorted[n // 2 + 1]) / 2
end

return M
