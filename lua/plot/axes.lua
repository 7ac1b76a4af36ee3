--- Axes: where title, ticks, labels and the plotting area lie, and which data land where in it.
-- Requires number (through scale), scale, scene's methods and text. Draws frames, not data.
--
-- An axis is {label, unit, lo, hi, is_log, is_integer, is_index, is_loose}; is_index: its
-- places are counted ("epoch 3", not "epoch = 3"). Loose axes end at round numbers
-- where these are near; is_flush: the range ends at the very edges of the area, as bars and fields
-- need it; ticks = {{value, label}, …} stand in place of computed ones. The area is {x, y, w, h}
-- in the units of the scene.

local scale = require "gradus.plot.scale"
local text = require "gradus.plot.text"

local M = {}

local function axis_label(axis)
  if not axis.unit then return axis.label end
  return ("%s (%s)"):format(axis.label, axis.unit)
end

-- At most one tick in two rows: ticks in each row would be a table, not an axis.
local function y_tick_count(rows)
  return math.max(rows > 2 and 2 or 1, math.min(8, math.floor((rows - 1) / 2.2)))
end

local function make_scale(axis, count)
  if axis.is_log then return scale.log(axis.lo, axis.hi) end
  local lo, hi = axis.lo, axis.hi
  if axis.is_loose then lo, hi = scale.loosen(lo, hi, count) end
  return scale.linear(lo, hi)
end

local function ticks_of(axis, axis_scale, count)
  if axis.ticks then return axis.ticks end
  if axis.is_log then return scale.log_ticks(axis_scale, count) end
  return scale.ticks(axis_scale, count, axis.is_integer)
end

local function widest(ticks)
  local width = 0
  for _, tick in ipairs(ticks) do width = math.max(width, text.columns(tick.label)) end
  return width
end

-- Do the labels stand clear of each other? `at` gives the middle of a tick's label; two columns
-- stay between them.
local function have_room(ticks, at)
  for i = 2, #ticks do
    local left, right = ticks[i - 1], ticks[i]
    local half = (text.columns(left.label) + text.columns(right.label)) / 2
    if at(right) - at(left) < half + 2 then return false end
  end
  return true
end

-- Labels at the far ends are pulled in, so that none leaves the picture.
local function pulled_in(x, label, columns)
  local half = text.columns(label) / 2
  return math.max(half, math.min(x, columns - half))
end

-- An axis of epochs begins at 1, which is no multiple of 10: name its ends where they have room.
local function with_ends(ticks, axis_scale, at)
  for _, position in ipairs {1, 0} do
    local value = position == 1 and axis_scale.lo or axis_scale.hi
    local longer = {table.unpack(ticks)}
    local edge = ticks[position == 1 and 1 or #ticks]
    if value % 1 == 0 and not (edge and edge.value == value) then
      table.insert(longer, position == 1 and 1 or #longer + 1,
        {value = value, label = ("%d"):format(value)})
      if have_room(longer, at) then ticks = longer end
    end
  end
  return ticks
end

local function x_ticks(axis, axis_scale, width, at)
  for count = math.max(1, math.floor(width / 7)), 1, -1 do
    local ticks = ticks_of(axis, axis_scale, count)
    if have_room(ticks, at) then
      return axis.is_integer and with_ends(ticks, axis_scale, at) or ticks
    end
  end
  return {}
end

-- The rows above and below the area, and its height.
local function vertical(spec, rows)
  local above = (spec.title or spec.y.label) and 1 or 0
  above = above + (spec.above or 0)
  local below = spec.x.label and 3 or 2
  return above, math.max(1, rows - above - below)
end

-- Pictures of places (scatter, boundary) may not be stretched at will: `aspect` is the widest that
-- the area may be, in heights. A character is half as wide as high.
local function limit_width(width, height, aspect)
  if not aspect then return width end
  return math.max(10, math.min(width, math.floor(height * 2 * aspect + 0.5)))
end

--- An axis of a figure ({label, unit, is_log, …}) with the range that its data take.
function M.axis(fields, lo, hi, is_loose)
  return setmetatable({lo = lo, hi = hi, is_loose = is_loose}, {__index = fields})
end

local Axes = {}
Axes.__index = Axes

--- Lay out axes in `scene` and draw frame, ticks and labels.
-- spec: {title, x = axis, y = axis, right = columns kept free at the right, above = rows kept free
-- above, aspect = greatest width in heights, columns, rows = make width and height multiples of
-- these}. Returns the axes: {area, at_x, at_y, y_scale, …}.
function M.layout(scene, spec)
  local above, height = vertical(spec, scene.rows)
  local count = y_tick_count(height)
  local y_scale = make_scale(spec.y, count)
  local y_ticks = ticks_of(spec.y, y_scale, count)
  local left = math.max(widest(y_ticks), 3) + 2
  local width = math.max(4, scene.columns - left - (spec.right or 0))
  width = limit_width(width, height, spec.aspect)
  if spec.columns and spec.columns <= width then width = width // spec.columns * spec.columns end
  if spec.rows and spec.rows <= height then height = height // spec.rows * spec.rows end
  local axes = setmetatable({scene = scene, x_scale = make_scale(spec.x, math.floor(width / 7)),
    y_scale = y_scale, area = {x = left, y = above, w = width, h = height},
    inset_x = spec.x.is_flush and 0 or 0.5, inset_y = spec.y.is_flush and 0 or 0.5}, Axes)
  axes:draw_y(y_ticks)
  axes:draw_x(x_ticks(spec.x, axes.x_scale, width, function(tick)
    return pulled_in(axes:at_x(tick.value), tick.label, scene.columns)
  end))
  axes:draw_names(spec)
  return axes
end

--- The functions that place x and y (downwards) in the scene, for loops over many points. The ends
-- of a scale lie half a character inside of the area, or at its edges (is_flush).
function Axes:placing()
  local area, inset_x, inset_y = self.area, self.inset_x, self.inset_y
  local left, width = area.x + inset_x, area.w - 2 * inset_x
  local bottom, height = area.y + area.h - inset_y, area.h - 2 * inset_y
  local x_at, y_at = self.x_scale.at, self.y_scale.at
  return function(x) return left + x_at(x) * width end,
    function(y) return bottom - y_at(y) * height end
end

--- Where x lies.
function Axes:at_x(x)
  local at_x = self:placing()
  return at_x(x)
end

--- Where y lies.
function Axes:at_y(y)
  local _, at_y = self:placing()
  return at_y(y)
end

--- Draw a marker at x, y, unless it lies outside of the area.
function Axes:spot(x, y, fields)
  local sx, sy, area = self.x_scale.at(x), self.y_scale.at(y), self.area
  if sx < 0 or sx > 1 or sy < 0 or sy > 1 or area.w < 1 then return end
  self.scene:marker({self:at_x(x), self:at_y(y)},
    {shape = fields.shape, colour = fields.colour, role = fields.role or "best"})
end

--- Draw the lines y = 0 and x = 0 where they cross the area and are not its edge.
function Axes:draw_zero()
  local area = self.area
  local x, y = self.x_scale.at(0), self.y_scale.at(0)
  if not self.y_scale.is_log and y > 0.02 and y < 0.98 then
    y = self:at_y(0)
    self.scene:line({area.x, y, area.x + area.w, y}, {role = "zero", colour = "dim"})
  end
  if not self.x_scale.is_log and x > 0.02 and x < 0.98 then
    x = self:at_x(0)
    self.scene:line({x, area.y, x, area.y + area.h}, {role = "zero", colour = "dim"})
  end
end

--- Write a remark into the middle of the area, where a picture has nothing to show.
function Axes:note(remark)
  local area = self.area
  self.scene:text(area.x + area.w / 2, area.y + area.h / 2, remark,
    {anchor = "middle", role = "note"})
end

function Axes:draw_y(ticks)
  local area, scene = self.area, self.scene
  local x = area.x - 0.5
  for _, tick in ipairs(ticks) do
    local y = self:at_y(tick.value)
    scene:line({area.x, y, area.x + area.w, y}, {role = "grid"})
    if y < area.y + area.h then scene:line({x - 0.5, y, x, y}, {role = "tick"}) end
    scene:text(area.x - 2, y, tick.label, {anchor = "end", role = "tick"})
  end
  scene:line({x, area.y, x, area.y + area.h + 0.5}, {role = "axis"})
end

function Axes:draw_x(ticks)
  local area, scene = self.area, self.scene
  local y = area.y + area.h + 0.5
  for _, tick in ipairs(ticks) do
    local x = self:at_x(tick.value)
    local edge = math.min(x, area.x + area.w - 0.5)
    scene:line({edge, y, edge, y + 0.5}, {role = "tick"})
    scene:text(pulled_in(x, tick.label, scene.columns), y + 1, tick.label,
      {anchor = "middle", role = "tick"})
  end
  scene:line({area.x - 0.5, y, area.x + area.w, y}, {role = "axis"})
end

-- The name of y stands above its axis, where it can be read without turning one's head; the title
-- follows in the same row, over the middle of the area where that is free.
function Axes:draw_names(spec)
  local area, scene = self.area, self.scene
  local taken = 0
  if spec.y.label then
    local label = text.clip(text.clean(axis_label(spec.y)), math.floor(scene.columns * 0.4))
    scene:text(0, 0.5, label, {role = "ylabel"})
    taken = text.columns(label) + 2
  end
  if spec.title then
    local title = text.clip(text.clean(spec.title), scene.columns - taken)
    local half = text.columns(title) / 2
    local x = math.max(taken + half, math.min(area.x + area.w / 2, scene.columns - half))
    scene:text(x, 0.5, title, {anchor = "middle", role = "title"})
  end
  if spec.x.label then
    local label = text.clip(text.clean(axis_label(spec.x)), scene.columns)
    scene:text(pulled_in(area.x + area.w / 2, label, scene.columns), area.y + area.h + 2.5, label,
      {anchor = "middle", role = "xlabel"})
  end
end

return M
