--- The layout of groups of points: markers by class, their names in the margin.
-- Requires axes, legend, reduce and scene. Shared by the kinds scatter and boundary.

local axes_of = require "gradus.plot.axes"
local legend = require "gradus.plot.legend"
local reduce = require "gradus.plot.reduce"
local scene = require "gradus.plot.scene"

local M = {}

-- Places should look like places: at most this much wider than they are.
local STRETCH = 1.6

--- The ranges of the finite points of all groups: x_lo, x_hi, y_lo, y_hi; nil if none.
function M.extent(groups)
  local x_lo, x_hi, y_lo, y_hi = math.huge, -math.huge, math.huge, -math.huge
  for _, group in ipairs(groups) do
    local xs, ys = group.xs, group.ys
    for i = 1, #xs do
      local x, y = xs[i], ys[i]
      if x - x == 0 and y - y == 0 then -- both finite
        if x < x_lo then x_lo = x end
        if x > x_hi then x_hi = x end
        if y < y_lo then y_lo = y end
        if y > y_hi then y_hi = y end
      end
    end
  end
  if x_lo > x_hi then return nil end
  return x_lo, x_hi, y_lo, y_hi
end

--- Widen a range by a twentieth on both sides, so that no point sits on the frame.
function M.pad(lo, hi)
  local room = hi > lo and (hi - lo) * 0.05 or math.max(math.abs(lo) * 0.5, 0.5)
  return lo - room, hi + room
end

--- The greatest width, in heights, of the area of a figure whose axes are of one kind (is_place):
-- of similar range, they keep their proportion, roughly.
function M.aspect(figure, x_lo, x_hi, y_lo, y_hi)
  if not figure.is_place then return nil end
  local ratio = (x_hi - x_lo) / (y_hi - y_lo)
  return ratio > 0.25 and ratio < 4 and ratio * STRETCH or nil
end

--- Begin the scene of a figure with points: axes over the range, room for names.
-- names: the entries that legend.list will write. Returns the scene and the axes.
function M.layout(figure, size, names, x_lo, x_hi, y_lo, y_hi)
  local sc = scene.new(size)
  local right, above = legend.room(sc, size, names)
  local axes = axes_of.layout(sc, {
    title = figure.title, right = right, above = above,
    x = axes_of.axis(figure.x, x_lo, x_hi), y = axes_of.axis(figure.y, y_lo, y_hi),
    aspect = M.aspect(figure, x_lo, x_hi, y_lo, y_hi),
  })
  return sc, axes
end

-- The places of the points that lie inside of the area.
local function placed(group, axes)
  local xs, ys, out, n = group.xs, group.ys, {}, 0
  local at_x, at_y = axes:placing()
  local area = axes.area
  local left, top, right, bottom = area.x, area.y, area.x + area.w, area.y + area.h
  for i = 1, #xs do
    local x, y = at_x(xs[i]), at_y(ys[i])
    if x >= left and x <= right and y >= top and y <= bottom then -- which NaN fails
      out[n + 1], out[n + 2] = x, y
      n = n + 2
    end
  end
  return out
end

--- Draw the groups; of points that would cover each other, those of the most frequent group stay.
function M.draw(groups, axes, are_dots)
  local lists = {}
  for i, group in ipairs(groups) do lists[i] = placed(group, axes) end
  for i, points in ipairs(reduce.groups(lists, are_dots and 8 or 2)) do
    local look = {shape = groups[i].shape, colour = groups[i].colour, role = "point"}
    if #points > 0 then
      if are_dots then axes.scene:dots(points, look) else axes.scene:marker(points, look) end
    end
  end
end

--- The names of groups as entries for a legend, with how many points each has.
function M.entries(groups)
  local out = {}
  for i, group in ipairs(groups) do
    out[i] = {text = ("%s (%d)"):format(group.name, #group.xs), short = group.name,
      shape = group.shape, colour = group.colour}
  end
  return out
end

return M
