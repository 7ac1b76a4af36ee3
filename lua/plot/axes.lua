--- Axes: where title, ticks, labels and the plotting area lie, and which data land where in it.
-- Requires frame (which draws that), scale, ticks and a scene's methods. Knows places, not data.
--
-- Characters and paper want different measures: between characters a frame line takes a cell of its
-- own and a text a whole row; on paper the frame is the edge of the area, and texts have room.
--
-- An axis is {label, unit, lo, hi, is_log, is_integer, is_index, is_loose}; is_index: its
-- places are counted ("epoch 3", not "epoch = 3"). Loose axes end at round numbers
-- where these are near; is_flush: the range ends at the very edges of the area, as bars and fields
-- need it; ticks = {{value, label}, …} stand in place of computed ones. The area is {x, y, w, h}
-- in the units of the scene.

local frame = require "gradus.plot.frame"
local scale = require "gradus.plot.scale"
local ticks_of = require "gradus.plot.ticks"

local M = {}

-- inset: how far the ends of a scale lie inside of the area; gap: from the area to its frame;
-- to_label: to the tick labels; beside: rows from the area's lower edge to the tick labels and to
-- the axis' name; title, name: rows that these take above; top: what stays free where there is
-- none; clear: the room between two tick labels.
local SCREEN = {inset_x = 0.5, inset_y = 0.5, gap_x = 0.5, gap_y = 0.5, to_label = 2,
  ticks_at = 1.5, name_at = 2.5, below = 2, below_named = 3, title = 1, name = 1, top = 0,
  clear = 2}
local PAPER = {inset_x = 0.7, inset_y = 0.35, gap_x = 0, gap_y = 0, to_label = 0.7,
  ticks_at = 0.75, name_at = 1.85, below = 1.3, below_named = 2.4, title = 1.75, name = 1.35,
  top = 0.4, clear = 1.5}

local function make_scale(axis, count)
  if axis.is_log then return scale.log(axis.lo, axis.hi) end
  local lo, hi = axis.lo, axis.hi
  if axis.is_loose then lo, hi = scale.loosen(lo, hi, count) end
  return scale.linear(lo, hi)
end

--- Columns that the y axis takes at the left for some ticks.
function M.left(scene, ticks)
  local least, style = scene.is_paper and 1 or 3, scene.is_paper and PAPER or SCREEN
  return math.max(ticks_of.widest(scene, ticks), least) + style.to_label
end

local Axes = {}
Axes.__index = Axes

-- The rows above the area, and its height. Between characters title and name share a row.
local function vertical(spec, scene, style)
  local title, name = spec.title and style.title or 0, spec.y.label and style.name or 0
  local above = scene.is_paper and math.max(title + name, style.top) or math.max(title, name)
  above = above + (spec.above or 0)
  local below = spec.x.label and style.below_named or style.below
  return above, math.max(1, scene.rows - above - below)
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

-- A multiple of `n` characters, where that many fit.
local function whole(length, n) return n and n <= length and length // n * n or length end

--- Lay out axes in `scene` and draw frame, ticks and labels.
-- spec: {title, x = axis, y = axis, right = columns kept free at the right, above = rows kept free
-- above, aspect = greatest width in heights, width = greatest width, columns, rows = make width and
-- height multiples of these, is_table = no frame on paper, is_square}. Returns the axes: {area,
-- at_x, at_y, y_scale, …}.
function M.layout(scene, spec)
  local style = scene.is_paper and PAPER or SCREEN
  local above, height = vertical(spec, scene, style)
  local count = ticks_of.y_count(height)
  local y_scale = make_scale(spec.y, count)
  local y_ticks = ticks_of.of(spec.y, y_scale, count)
  local left = M.left(scene, y_ticks)
  local room = math.max(4, scene.columns - left - (spec.right or 0))
  if spec.is_square and scene.is_paper then
    local side = math.min(height, room / 2)
    above, height = above + (height - side) / 2, side
  end
  local width = math.min(limit_width(room, height, spec.aspect), spec.width or room)
  if scene.is_paper then
    left = left + (room - width) / 2 -- what is narrower than the page stands in its middle
  else
    local asked = height
    width, height = whole(width, spec.columns), whole(height, spec.rows)
    scene.rows = scene.rows - (asked - height)
  end
  local axes = setmetatable({scene = scene, style = style, left = left - M.left(scene, y_ticks),
    x_scale = make_scale(spec.x, math.floor(width / 7)), y_scale = y_scale,
    area = {x = left, y = above, w = width, h = height}, rows_above = spec.above or 0,
    has_frame = not (spec.is_table and scene.is_paper),
    inset_x = spec.x.is_flush and 0 or style.inset_x,
    inset_y = spec.y.is_flush and 0 or style.inset_y}, Axes)
  frame.draw(axes, spec, y_ticks)
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

-- a and b with at(v) = a + b·v, for a linear scale; nil for a logarithmic one.
local function coefficients(axis_scale, at)
  if axis_scale.is_log then return nil end
  local lo, hi = axis_scale.lo, axis_scale.hi
  local b = (at(hi) - at(lo)) / (hi - lo)
  local a = at(lo) - b * lo
  if a - a ~= 0 or b - b ~= 0 then return nil end -- huge numbers: slowly, but right
  return a, b
end

--- The same as placing, as a and b of x = a + b·x and y likewise; nil where an axis is logarithmic.
function Axes:linear()
  local at_x, at_y = self:placing()
  local ax, bx = coefficients(self.x_scale, at_x)
  local ay, by = coefficients(self.y_scale, at_y)
  if ax and ay then return ax, bx, ay, by end
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

return M
