--- Areas on a canvas: cells, fields and swatches, in colour by half cells, without it by shades.
-- Requires palette. The part of the text backend that fills; lines and glyphs are in term.

local palette = require "gradus.plot.palette"

local M = {}

local floor = math.floor

-- Calls visit(column, row, box) for each cell of an area; box = {u0, v0, u1, v1} is its part of the
-- area, in 0..1. With `halves` there is a second box: the first is the upper half, the second the
-- lower.
local function each_cell(item, halves, visit)
  local x0, y0 = floor(item.x + 0.5), floor(item.y + 0.5)
  local w, h = floor(item.w + 0.5), floor(item.h + 0.5)
  for row = 0, h - 1 do
    for column = 0, w - 1 do
      local u0, u1 = column / w, (column + 1) / w
      if halves then
        visit(x0 + column, y0 + row, {u0, row / h, u1, (row + 0.5) / h},
          {u0, (row + 0.5) / h, u1, (row + 1) / h})
      else
        visit(x0 + column, y0 + row, {u0, row / h, u1, (row + 1) / h})
      end
    end
  end
end

-- Two colours in one cell: the upper half is the character's, the lower the ground's.
local function fill_halves(c, column, row, upper, lower)
  if upper == lower then c:fill(column, row, upper and " " or "?", nil, upper)
  else c:fill(column, row, "▀", upper, lower) end
end

-- The value of a grid at u, v between its points, which lie at the middles of its cells.
local function between(values, nx, ny, u, v)
  local x = math.max(0, math.min(nx - 1, u * nx - 0.5))
  local y = math.max(0, math.min(ny - 1, v * ny - 0.5))
  local x0, y0 = floor(x), floor(y)
  local x1, y1 = math.min(x0 + 1, nx - 1), math.min(y0 + 1, ny - 1)
  local fx, fy = x - x0, y - y0
  local upper = values[y0 * nx + x0 + 1] * (1 - fx) + values[y0 * nx + x1 + 1] * fx
  local lower = values[y1 * nx + x0 + 1] * (1 - fx) + values[y1 * nx + x1 + 1] * fx
  return upper * (1 - fy) + lower * fy
end

-- The layer that is highest in the middle of a box, and how high; nil where no layer has a number.
local function winner(item, box)
  local u, v, best, level = (box[1] + box[3]) / 2, (box[2] + box[4]) / 2, nil, nil
  for i, layer in ipairs(item.layers) do
    local value = between(layer.values, item.nx, item.ny, u, v)
    if value == value and (not best or value > level) then best, level = i, value end
  end
  return best, level
end

-- How a place of a field looks: the tint of its class, and without halves or colour a shade.
-- Two classes are shaded by sureness (four steps), more by one character each.
local function place_look(c, layers, best, level)
  if not best then return "?" end
  local tint = c.colour and palette.tint(layers[best].colour, level) or nil
  if tint and c.style.has_halves then return " ", tint end
  if #layers > 2 then return c.style.classes[best], tint end
  local towards_second = best == 2 and level or 1 - level
  return c.style.sureness[math.min(4, floor(towards_second * 4) + 1)], tint
end

--- Draw a field: each place in the look of its highest layer.
function M.field(c, item)
  each_cell(item, c.colour and c.style.has_halves, function(column, row, box, lower)
    local char, bg = place_look(c, item.layers, winner(item, box))
    if not lower then return c:fill(column, row, char, bg and palette.contrast(bg), bg) end
    local _, below = place_look(c, item.layers, winner(item, lower))
    fill_halves(c, column, row, bg, below)
  end)
end

--- Draw a swatch: a small piece of a field, for the legend.
function M.swatch(c, item)
  local char, bg = place_look(c, item.layers, item.layer, item.level)
  for column = floor(item.x), floor(item.x + item.w) - 1 do
    c:fill(column, floor(item.y), char, bg and palette.contrast(bg), bg)
  end
end

-- Does a place lie inside of a polygon? Of the sides that its level crosses, an odd number must lie
-- to its right.
local function is_inside(points, x, y)
  local inside, n = false, #points
  local x1, y1 = points[n - 1], points[n]
  for i = 1, n, 2 do
    local x2, y2 = points[i], points[i + 1]
    if (y1 > y) ~= (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1) then
      inside = not inside
    end
    x1, y1 = x2, y2
  end
  return inside
end

local function rows_of(points)
  local top, bottom, left, right = math.huge, -math.huge, math.huge, -math.huge
  for i = 1, #points, 2 do
    left, right = math.min(left, points[i]), math.max(right, points[i])
    top, bottom = math.min(top, points[i + 1]), math.max(bottom, points[i + 1])
  end
  return floor(left), math.ceil(right) - 1, floor(top), math.ceil(bottom) - 1
end

--- Draw an area: its tint by half cells, or without colour one shade (item.shade says which).
function M.area(c, item)
  local points, has_halves = item.points, c.colour and c.style.has_halves
  local tint = c.colour and palette.tint(item.colour, 0) or nil
  local shade = c.style.grounds[(item.shade or 1) % #c.style.grounds + 1]
  local left, right, top, bottom = rows_of(points)
  for row = top, bottom do
    for column = left, right do
      local middle = column + 0.5
      local upper = is_inside(points, middle, row + (has_halves and 0.25 or 0.5))
      local lower = upper
      if has_halves then lower = is_inside(points, middle, row + 0.75) end
      if upper and lower then c:fill(column, row, tint and " " or shade, nil, tint)
      elseif upper then c:fill(column, row, "▀", tint)
      elseif lower then c:fill(column, row, "▄", tint) end
    end
  end
end

local function mean_of(values)
  local sum, n = 0, 0
  for _, v in ipairs(values) do
    if v == v then sum, n = sum + v, n + 1 end
  end
  return n > 0 and sum / n or 0
end

-- The first and last grid cell (from 0) that a stretch a..b of 0..1 covers; at least one.
local function covered(a, b, n)
  local first = math.min(n - 1, floor(a * n + 1e-9))
  return first, math.max(first, math.min(n - 1, math.ceil(b * n - 1e-9) - 1))
end

-- Of the grid cells in a box, the value farthest from the mean: where many cells share a
-- character, the one that stands out is the one that is shown. A NaN stands out most. Cells larger
-- than a character belong to the box that holds their middle part.
local function striking(item, mean, box)
  local x0, x1 = covered(box[1], box[3], item.nx)
  local y0, y1 = covered(box[2], box[4], item.ny)
  if (box[3] - box[1]) * item.nx <= 1 then
    x0 = math.min(item.nx - 1, floor((box[1] + box[3]) / 2 * item.nx))
    x1 = x0
  end
  if (box[4] - box[2]) * item.ny <= 1 then
    y0 = math.min(item.ny - 1, floor((box[2] + box[4]) / 2 * item.ny))
    y1 = y0
  end
  local found, far = nil, -1
  for row = y0, y1 do
    for column = x0, x1 do
      local v = item.values[row * item.nx + column + 1]
      if v ~= v then return v end
      if math.abs(v - mean) > far then found, far = v, math.abs(v - mean) end
    end
  end
  return found
end

--- Draw a grid of values as shaded cells.
function M.cells(c, item)
  local shades, mean = c.style[item.ramp] or c.style.shades, mean_of(item.values)
  local function colour_of(level)
    return level == level and palette.ramp(item.ramp, level) or nil
  end
  local function char_of(level)
    if level ~= level then return "?" end
    return shades[math.min(#shades, floor(level * #shades) + 1)]
  end
  each_cell(item, c.colour and c.style.has_halves, function(column, row, box, lower)
    local level = striking(item, mean, box)
    local bg = c.colour and colour_of(level) or nil
    if not lower then
      return c:fill(column, row, char_of(level), bg and palette.contrast(bg), bg)
    end
    fill_halves(c, column, row, bg, colour_of(striking(item, mean, lower)))
  end)
end

return M
