--- Ticks: which values stand along an axis, so that their labels stand clear of each other.
-- Requires scale. Knows axes (see there) and their scenes, but draws nothing.

local scale = require "gradus.plot.scale"

local M = {}

--- The ticks {value, label} of an axis with its scale: its own, or at most `count` + 1 round ones.
function M.of(axis, axis_scale, count)
  if axis.ticks then return axis.ticks end
  if axis.is_log then return scale.log_ticks(axis_scale, count) end
  return scale.ticks(axis_scale, count, axis.is_integer)
end

--- How many ticks a y axis of some rows has: at most one in two, more would be a table.
function M.y_count(rows)
  return math.max(rows > 2 and 2 or 1, math.min(8, math.floor((rows - 1) / 2.2)))
end

--- The width of the widest of some ticks' labels in a scene.
function M.widest(scene, ticks)
  local width = 0
  for _, tick in ipairs(ticks) do width = math.max(width, scene:width(tick.label, "tick")) end
  return width
end

--- Where the middle of a text at x lies: pulled in at the far ends, for none may leave the picture.
function M.pulled_in(scene, x, label, role)
  local half = scene:width(label, role) / 2
  return math.max(half, math.min(x, scene.columns - half))
end

--- Where the middle of an x tick's label lies.
function M.label_at(axes, tick)
  return M.pulled_in(axes.scene, axes:at_x(tick.value), tick.label, "tick")
end

-- Do the labels below the x axis stand clear of each other?
local function have_room(axes, ticks)
  local scene = axes.scene
  for i = 2, #ticks do
    local left, right = ticks[i - 1], ticks[i]
    local half = (scene:width(left.label, "tick") + scene:width(right.label, "tick")) / 2
    if M.label_at(axes, right) - M.label_at(axes, left) < half + axes.style.clear then
      return false
    end
  end
  return true
end

-- An axis of epochs begins at 1, which is no multiple of 10: name its ends where they have room.
local function with_ends(axes, ticks)
  for _, position in ipairs {1, 0} do
    local value = position == 1 and axes.x_scale.lo or axes.x_scale.hi
    local longer = {table.unpack(ticks)}
    local edge = ticks[position == 1 and 1 or #ticks]
    if value % 1 == 0 and not (edge and edge.value == value) then
      table.insert(longer, position == 1 and 1 or #longer + 1,
        {value = value, label = ("%d"):format(value)})
      if have_room(axes, longer) then ticks = longer end
    end
  end
  return ticks
end

local FEWEST = 3 -- ticks that make a scale

--- The ticks of the x axis: as many as usual, fewer where labels are long, closer ones where that
-- leaves hardly any.
function M.x(axes, axis)
  local usual, most = math.max(1, math.floor(axes.area.w / 7)), math.floor(axes.area.w / 4)
  local found = {}
  for count = usual, 1, -1 do
    found = M.of(axis, axes.x_scale, count)
    if have_room(axes, found) then break end
    found = {}
  end
  for count = usual + 1, most do
    local closer = #found < FEWEST and M.of(axis, axes.x_scale, count)
    if closer and #closer > #found and have_room(axes, closer) then found = closer end
  end
  return axis.is_integer and with_ends(axes, found) or found
end

return M
