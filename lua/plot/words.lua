--- Curves in words: what a series does, with its numbers.
-- Requires number. The sentences are parts that a kind's `describe` joins with "; ".

local number = require "gradus.plot.number"

local M = {}

-- The values as heights in the picture: on a logarithmic axis, logarithms.
local function heights(ys, is_log)
  if not is_log then return ys end
  local out = {}
  for i, y in ipairs(ys) do out[i] = math.log(y) end
  return out
end

-- How often a list of heights turns round, counting only swings of a fifth of its range.
local function count_turns(ys, range)
  local count, direction, low, high = 0, nil, math.huge, -math.huge
  for i = 1, #ys do
    local y = ys[i]
    if y - y == 0 then -- finite
      if y < low then low = y end
      if y > high then high = y end
      if direction ~= "up" and y - low > 0.2 * range then
        count, direction, high = count + (direction and 1 or 0), "up", y
      elseif direction ~= "down" and high - y > 0.2 * range then
        count, direction, low = count + (direction and 1 or 0), "down", y
      end
      -- Going up, a new swing is measured from the highest point; going down, from the lowest.
      if direction == "up" and y >= high then high, low = y, y end
      if direction == "down" and y <= low then high, low = y, y end
    end
  end
  return count
end

-- Counts, first, last, least and greatest of a list, and the places of these.
local function survey(ys)
  local f = {n = #ys, finite = 0, gaps = 0, is_whole = true}
  for i = 1, #ys do
    local y = ys[i]
    if y - y == 0 then -- finite
      f.finite = f.finite + 1
      if not f.first then f.first, f.first_at = y, i end
      f.last, f.last_at = y, i
      if y % 1 ~= 0 then f.is_whole = false end
      if not f.min or y < f.min then f.min, f.min_at = y, i end
      if not f.max or y > f.max then f.max, f.max_at = y, i end
    else
      f.gaps = f.gaps + 1
      f.first_gap = f.first_gap or i
    end
  end
  return f
end

--- Facts about a list of numbers: n, finite (how many), first, last, min, max and their places
-- (first_at, …), range, is_whole, gaps (how many are NaN or infinite), first_gap; the same first
-- to max once more as heights in the picture, and how often these turn: height = {…, range},
-- turns.
function M.facts(ys, is_log)
  local f = survey(ys)
  f.is_log, f.range = is_log, f.finite > 0 and f.max - f.min or 0
  local first, last, min, max = table.unpack(heights({f.first, f.last, f.min, f.max}, is_log))
  f.height = {first = first, last = last, min = min, max = max,
    range = f.finite > 0 and max - min or 0}
  f.turns = count_turns(heights(ys, is_log), f.height.range)
  return f
end

-- Changes below this share of the range are wobble, not a turn.
local WOBBLE = 0.04

-- What a series with at least two different finite values does.
local function course(f, where, say)
  local h = f.height
  local slack = WOBBLE * h.range
  local first, last = say(f.first), say(f.last)
  if f.turns >= 2 then
    return ("swings between %s and %s with %d turns, from %s to %s"):format(say(f.min), say(f.max),
      f.turns, first, last)
  end
  local dips = h.min < math.min(h.first, h.last) - slack
  local peaks = h.max > math.max(h.first, h.last) + slack
  if dips and peaks then
    return ("starts at %s, is lowest at %s (%s), highest at %s (%s) and ends at %s"):format(
      first, where(f.min_at), say(f.min), where(f.max_at), say(f.max), last)
  end
  if dips then
    return ("falls %s to %s at %s, then rises to %s"):format(first, say(f.min), where(f.min_at),
      last)
  elseif peaks then
    return ("rises %s to %s at %s, then falls to %s"):format(first, say(f.max), where(f.max_at),
      last)
  end
  return ("%s %s to %s"):format(f.last < f.first and "falls" or "rises", first, last)
end

--- What a series does: "falls 0.69 to 0.05", "rises 0.1 to 0.9 at x = 3, then falls to 0.4", …
-- f: from M.facts; where(i): the words for the place of point i; range: see number.short.
function M.trend(f, where, range)
  local is_even = not f.is_log and not f.is_whole -- one number of decimals for all
  local function say(v) return number.short(v, is_even and (range or f.range) or nil) end
  if f.n == 0 then return "has no points" end
  if f.finite == 0 then return "has no finite value" end
  if f.finite == 1 then return ("is %s at %s"):format(say(f.first), where(f.first_at)) end
  if f.range == 0 then return "stays at " .. number.short(f.first) end
  return course(f, where, say)
end

--- The sentence about gaps, or nil where there are none. name: of the series, or nil.
-- example: "train: 3 of 60 values are NaN or infinite and left out, the first at epoch 58"
function M.gaps(f, where, name)
  if f.gaps == 0 then return nil end
  local head = name and name .. ": " or ""
  return ("%s%d of %s %s NaN or infinite and left out%s"):format(head, f.gaps,
    number.count(f.n, "value"), f.gaps == 1 and "is" or "are",
    f.gaps < f.n and ", the first at " .. where(f.first_gap) or "")
end

--- Join parts to a sentence: "; " between them.
function M.join(parts)
  return table.concat(parts, "; ")
end

--- Names as a list in words: {"a", "b", "c"} -> "a, b and c".
function M.list(names)
  if #names <= 1 then return names[1] or "" end
  return table.concat(names, ", ", 1, #names - 1) .. " and " .. names[#names]
end

return M
