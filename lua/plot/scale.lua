--- Scales: from data to 0..1, and the round numbers that stand along an axis.
-- Requires number. Knows neither figures nor screens: how many ticks have room is the caller's
-- affair.
--
-- A scale is {lo, hi, is_log, at = function(v) -> 0..1}. Values outside of lo..hi lie outside of
-- 0..1.

local number = require "gradus.plot.number"

local M = {}

local LEAST, GREATEST = 5e-324, 1.7976931348623157e308 -- what a number can hold

-- An axis of no length has no scale: around a lone value we show a little of its neighbourhood.
local function spread(lo, hi)
  if lo < hi then return lo, hi end
  local room = lo == 0 and 1 or math.abs(lo) * 0.5
  return lo - room, hi + room
end

local function spread_log(lo, hi)
  if lo < hi * (1 - 1e-9) then return lo, hi end
  return math.max(lo / 3, LEAST), math.min(hi * 3, GREATEST)
end

--- Make a linear scale from `lo` to `hi`; equal ends are moved apart.
function M.linear(lo, hi)
  lo, hi = spread(lo, hi)
  -- Halved first: the distance of two huge numbers may be beyond what a number can hold.
  local half = hi / 2 - lo / 2
  return {lo = lo, hi = hi, is_log = false, at = function(v) return (v / 2 - lo / 2) / half end}
end

--- Make a logarithmic scale; 0 < lo.
function M.log(lo, hi)
  lo, hi = spread_log(lo, hi)
  local base, length = math.log(lo), math.log(hi) - math.log(lo)
  return {lo = lo, hi = hi, is_log = true,
    at = function(v) return v > 0 and (math.log(v) - base) / length or -1 end}
end

--- The smallest of 1, 2, 5 times a power of ten that divides `range` into at most `count` steps.
function M.nice_step(range, count)
  local rough = range / math.max(count, 1)
  local power = 10.0 ^ math.floor(math.log(rough, 10))
  for _, factor in ipairs {1, 2, 5} do
    if factor * power >= rough * (1 - 1e-9) then return factor * power end
  end
  return 10 * power
end

--- Of 1, 2, 5 times a power of ten, the one nearest to `size` (by ratio).
function M.nearest_step(size)
  local power = 10.0 ^ math.floor(math.log(size, 10))
  local best
  for _, factor in ipairs {1, 2, 5, 10} do
    local off = math.abs(math.log(factor * power / size))
    if not best or off < best.off then best = {off = off, step = factor * power} end
  end
  return best.step
end

local function multiples(lo, hi, step)
  local out, slack = {}, step * 1e-6
  for k = math.ceil(math.max(lo - slack, -GREATEST) / step),
    math.floor(math.min(hi + slack, GREATEST) / step) do
    out[#out + 1] = k * step
  end
  return out
end

local function labelled(values, labels)
  local out = {}
  for i, label in ipairs(labels) do out[i] = {value = values[i] + 0.0, label = label} end
  return out
end

--- Ticks of a linear scale: at most `count` + 1 round values within lo..hi, with their labels.
-- is_integer: only whole numbers (epochs, counts). Returns a list of {value, label}.
function M.ticks(scale, count, is_integer)
  local step = M.nice_step(scale.hi - scale.lo, count)
  if is_integer then step = math.max(1, step) end
  if not number.is_finite(step) or step <= 0 then return {} end
  local values = multiples(scale.lo, scale.hi, step)
  return labelled(values, number.ticks(values, step))
end

-- The decimal exponents that a logarithmic scale touches.
local function decades(scale)
  return math.floor(math.log(scale.lo, 10) + 1e-9), math.ceil(math.log(scale.hi, 10) - 1e-9)
end

-- The multiples by `factors` of each `stride`-th power of ten that lie on a logarithmic scale.
local function powers(scale, factors, stride)
  local out, first, last = {}, decades(scale)
  local lo, hi = scale.lo * (1 - 1e-9), math.min(scale.hi * (1 + 1e-9), GREATEST)
  for exponent = first, last do
    for _, factor in ipairs(exponent % stride == 0 and factors or {}) do
      local v = factor * 10.0 ^ exponent
      if v >= lo and v <= hi then out[#out + 1] = v end
    end
  end
  return out
end

-- What may stand within a decade, from close to wide.
local WITHIN = {{1, 2, 5}, {1, 3}, {1}}

--- Ticks of a logarithmic scale, at most `count` + 1: powers of ten with as many of their multiples
-- as have room, every second or third of them where many; linear ones where that leaves fewer than
-- two.
function M.log_ticks(scale, count)
  local first, last = decades(scale)
  local values = {}
  for _, factors in ipairs(WITHIN) do
    values = powers(scale, factors, 1)
    if #values <= count + 1 then break end
  end
  if #values > count + 1 then
    values = powers(scale, {1}, math.max(1, math.ceil((last - first) / math.max(count, 1))))
  end
  if #values < 2 then return M.ticks(scale, count) end
  return labelled(values, number.log_ticks(values))
end

local MOST_DECADES = 6 -- with more, the small ticks of a decade would run together

--- The multiples by 2 to 9 of the powers of ten on a logarithmic scale: small ticks that show how
-- it is stretched. Empty for other scales, and for many decades.
function M.small_ticks(scale)
  if not scale.is_log or math.log(scale.hi / scale.lo, 10) > MOST_DECADES then return {} end
  return powers(scale, {2, 3, 4, 5, 6, 7, 8, 9}, 1)
end

--- Widen lo..hi to the next ticks, where these are near; a far one would waste the room.
-- example: loosen(0.05, 0.69, 4) --> 0, 0.8 (steps of 0.2)
function M.loosen(lo, hi, count)
  if lo >= hi then return spread(lo, hi) end
  local step = M.nice_step(hi - lo, count)
  local low, high = math.floor(lo / step + 1e-9) * step, math.ceil(hi / step - 1e-9) * step
  if lo - low <= 0.6 * step then lo = low end
  if high - hi <= 0.6 * step then hi = high end
  return lo, hi
end

return M
