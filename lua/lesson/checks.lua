--- Helpers that make the right check of a goal the easiest one to write.
-- Requires gradus.lesson.evidence. Each returns true or false, and a table of numbers that messages
-- may quote; `margin` among them says how much room was left (below 0: how much was missing), as a
-- share of the threshold, so that authors see which check is a near miss.
--
-- Lessons see these names next to the public ones. A history is what `fit` returns.

local field = require("gradus.lesson.evidence").field

local M = {}

-- NaN makes every comparison false, so each check is written as "holds only if".
local function margin(room, scale)
  scale = math.abs(scale or 0)
  return scale > 0 and room / scale or room
end

--- Is the value a run, as `fit` returns it? At least `epochs` long where that is said.
function M.is_run(value, epochs)
  local losses = field(value, "train_loss")
  return type(losses) == "table" and #losses >= math.max(1, epochs or 1)
end

--- Is the value a dataset? With `count` rows where that is said.
function M.is_dataset(value, count)
  return field(value, "x") ~= nil and field(value, "y") ~= nil and (not count or #value == count)
end

--- Is the value a function? As the `ok` of a maker: what the student made of that name will do.
function M.is_function(value) return type(value) == "function" end

--- How many numbers a network can learn; 0 for what is no network.
function M.parameter_count(model)
  local list = field(model, "parameters")
  if type(list) ~= "function" then return 0 end
  local count = 0
  for _, parameter in ipairs(list(model)) do count = count + parameter:numel() end
  return count
end

--- |x - y| is at most rel·|y| + abs. Numbers: x, y, off, allowed.
-- example: near(0.501, 0.5, {abs = 0.01}) --> true
function M.near(x, y, tolerance)
  tolerance = tolerance or {rel = 1e-3, abs = 1e-6}
  local off = math.abs(x - y)
  local allowed = (tolerance.rel or 0) * math.abs(y) + (tolerance.abs or 0)
  return off <= allowed, {x = x, y = y, off = off, allowed = allowed,
    margin = margin(allowed - off, allowed)}
end

--- low <= x <= high. Numbers: x, low, high.
function M.between(x, low, high)
  local room = math.min(x - low, high - x)
  return x >= low and x <= high, {x = x, low = low, high = high, margin = margin(room, high - low)}
end

--- x is below `limit`. Numbers: x, limit.
function M.below(x, limit)
  return x < limit, {x = x, limit = limit, margin = margin(limit - x, limit)}
end

--- x is above `limit`. Numbers: x, limit.
function M.above(x, limit)
  return x > limit, {x = x, limit = limit, margin = margin(x - limit, limit)}
end

--- The index of the smallest value of a curve (NaN never counts), and that value.
function M.argmin(curve)
  local best
  for i = 1, #curve do
    if curve[i] == curve[i] and (not best or curve[i] < curve[best]) then best = i end
  end
  return best, best and curve[best]
end

--- The curve falls from index `from` to `to` and never climbs above its lowest value so far by more
-- than `slack` (a share of its start, 0 where not said). Numbers: first, last, rise.
function M.decreasing(curve, from, to, slack)
  from, to = from or 1, to or #curve
  local lowest, rise = curve[from], 0
  for i = from, to do
    rise = math.max(rise, curve[i] - lowest)
    lowest = math.min(lowest, curve[i])
  end
  local allowed = (slack or 0) * math.abs(curve[from])
  local holds = curve[to] < curve[from] and rise <= allowed
  return holds, {first = curve[from], last = curve[to], rise = rise,
    margin = margin(math.min(curve[from] - curve[to], allowed - rise), curve[from])}
end

--- The curve has its minimum at least `k` entries before its end.
-- Numbers: at, epochs, lowest, last.
function M.argmin_before_end(curve, k)
  local at, lowest = M.argmin(curve)
  if not at then return false, {at = 0, epochs = #curve, margin = -1} end
  local left = #curve - at
  return left >= k, {at = at, epochs = #curve, lowest = lowest, last = curve[#curve],
    margin = margin(left - k, k)}
end

--- Validation loss minus training loss at the end of a run is below `limit`.
-- Without a limit: returns the gap itself. Numbers: gap, limit, train, val.
function M.gap(run, limit)
  local train, val = run.train_loss[#run.train_loss], run.val_loss[#run.val_loss]
  if not limit then return val - train end
  return val - train < limit, {gap = val - train, limit = limit, train = train, val = val,
    margin = margin(limit - (val - train), limit)}
end

local function flatten(values, out)
  if type(values) ~= "table" and type(values) ~= "userdata" then
    out[#out + 1] = values
  else
    if type(values) == "userdata" then values = values:tolist() end
    if type(values) ~= "table" then return flatten(values, out) end
    for i = 1, #values do flatten(values[i], out) end
  end
  return out
end

--- The share of exact zeros among the entries of a tensor or table is at least `share`.
-- Without a share: returns the fraction itself. Numbers: fraction, share, zeros, count.
function M.zeros_fraction(values, share)
  local flat, zeros = flatten(values, {}), 0
  for _, x in ipairs(flat) do
    if x == 0 then zeros = zeros + 1 end
  end
  local fraction = #flat > 0 and zeros / #flat or 0
  if not share then return fraction end
  return fraction >= share, {fraction = fraction, share = share, zeros = zeros, count = #flat,
    margin = margin(fraction - share, share)}
end

-- The named settings of a run, in one flat table: what `fit` was asked for and what it trained.
local function settings(run)
  local out = {}
  for name, value in pairs(run.config or {}) do out[name] = value end
  return out
end

local function same(a, b)
  if a == b then return true end
  if type(a) ~= "table" or type(b) ~= "table" then return false end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

--- Two runs differ in the named settings and in no other. Numbers: changed (names, joined), count.
-- example: same_except(h1, h2, "lr")
function M.same_except(run_a, run_b, ...)
  local allowed, changed, holds = {}, {}, true
  for _, name in ipairs{...} do allowed[name] = true end
  local a, b = settings(run_a), settings(run_b)
  local names = {}
  for name in pairs(a) do names[name] = true end
  for name in pairs(b) do names[name] = true end
  for name in pairs(names) do
    if not same(a[name], b[name]) then
      changed[#changed + 1] = name
      holds = holds and allowed[name] == true
    end
  end
  table.sort(changed)
  local text = changed[1] and table.concat(changed, ", ") or "nothing"
  return holds and #changed > 0, {changed = text, count = #changed}
end

--- `predicate(seed)` holds for at least `k` of the seeds 1 to `n`. Numbers: count, k, n.
function M.majority(k, n, predicate)
  local count = 0
  for seed = 1, n do
    if predicate(seed) then count = count + 1 end
  end
  return count >= k, {count = count, k = k, n = n, margin = margin(count - k, n)}
end

return M
