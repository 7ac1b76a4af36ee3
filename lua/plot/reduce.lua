--- Fewer points, same picture: what a million points are reduced to before they are drawn.
-- Requires nothing. Extremes are always kept: a spike of one point in a million stays a spike.

local M = {}

-- Appends a point unless it is the one that came last.
local function add(out, x, y)
  local n = #out
  if out[n] == y and out[n - 1] == x then return end
  out[n + 1], out[n + 2] = x, y
end

-- Appends what a bucket of consecutive points leaves: first, lowest and highest in their order,
-- last.
local function add_bucket(out, b)
  add(out, b.first_x, b.first_y)
  if b.low_at < b.high_at then
    add(out, b.low_x, b.low_y)
    add(out, b.high_x, b.high_y)
  else
    add(out, b.high_x, b.high_y)
    add(out, b.low_x, b.low_y)
  end
  add(out, b.last_x, b.last_y)
end

local function new_bucket(x, y, at)
  return {first_x = x, first_y = y, low_x = x, low_y = y, low_at = at,
    high_x = x, high_y = y, high_at = at, last_x = x, last_y = y}
end

--- Thin a polyline {x1, y1, …}: of neighbours that share one of `per_unit` buckets a unit of x,
-- at most four are kept. Short lines come back as they are.
function M.line(points, per_unit)
  if #points <= 2000 then return points end
  local out, bucket, place = {}, nil, nil
  for i = 1, #points, 2 do
    local x, y = points[i], points[i + 1]
    local here = x * per_unit // 1
    if here ~= place then
      if bucket then add_bucket(out, bucket) end
      bucket, place = new_bucket(x, y, i), here
    end
    if y < bucket.low_y then bucket.low_x, bucket.low_y, bucket.low_at = x, y, i end
    if y > bucket.high_y then bucket.high_x, bucket.high_y, bucket.high_at = x, y, i end
    bucket.last_x, bucket.last_y = x, y
  end
  if bucket then add_bucket(out, bucket) end
  return out
end

-- Which of the groups has most points in each small square, and where in it one of them lies.
local function count_squares(groups, per_unit)
  local squares = {}
  for g, points in ipairs(groups) do
    for i = 1, #points, 2 do
      local x, y = points[i], points[i + 1]
      local key = (x * per_unit // 1) * 65536 + y * per_unit // 1
      local square = squares[key]
      if not square then
        square = {most = 0}
        squares[key] = square
      end
      local count = (square[g] or 0) + 1
      square[g] = count
      if count > square.most then square.most, square.group, square.x, square.y = count, g, x, y end
    end
  end
  return squares
end

--- Thin groups of points {{x1, y1, …}, …}: of those in one square (`per_unit` a unit) one is
-- kept, of the group that has most there. Few points come back as they are.
function M.groups(groups, per_unit)
  local total = 0
  for _, points in ipairs(groups) do total = total + #points // 2 end
  if total <= 2000 then return groups end
  local out, keys, squares = {}, {}, count_squares(groups, per_unit)
  for g in ipairs(groups) do out[g] = {} end
  for key in pairs(squares) do keys[#keys + 1] = key end
  table.sort(keys) -- the same figure gives the same scene
  for _, key in ipairs(keys) do
    local square = squares[key]
    add(out[square.group], square.x, square.y)
  end
  return out
end

return M
