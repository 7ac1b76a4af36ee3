--- Axes: where title, ticks, labels and the plotting area lie, and which data land where in it.
-- Requires scale, text and a scene's methods. Draws frames, not data.
--
-- Characters and paper want different measures: between characters a frame line takes a cell of its
-- own and a text a whole row; on paper the frame is the edge of the area, and texts have room.
--
-- An axis is {label, unit, lo, hi, is_log, is_integer, is_index, is_loose}; is_index: its
-- places are counted ("epoch 3", not "epoch = 3"). Loose axes end at round numbers
-- where these are near; is_flush: the range ends at the very edges of the area, as bars and fields
-- need it; ticks = {{value, label}, …} stand in place of computed ones. The area is {x, y, w, h}
-- in the units of the scene.

local scale = require "gradus.plot.scale"
local text = require "gradus.plot.text"

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

--- The width of the widest of some ticks' labels in a scene.
function M.widest(scene, ticks)
  local width = 0
  for _, tick in ipairs(ticks) do width = math.max(width, scene:width(tick.label, "tick")) end
  return width
end

--- Columns that the y axis takes at the left for some ticks.
function M.left(scene, ticks)
  local least, style = scene.is_paper and 1 or 3, scene.is_paper and PAPER or SCREEN
  return math.max(M.widest(scene, ticks), least) + style.to_label
end

-- Labels at the far ends are pulled in, so that none leaves the picture.
local function pulled_in(scene, x, label, role)
  local half = scene:width(label, role) / 2
  return math.max(half, math.min(x, scene.columns - half))
end

local Axes = {}
Axes.__index = Axes

-- Where the middle of an x tick's label lies.
function Axes:label_at(tick)
  return pulled_in(self.scene, self:at_x(tick.value), tick.label, "tick")
end

-- Do the labels below the x axis stand clear of each other?
function Axes:have_room(ticks)
  for i = 2, #ticks do
    local left, right = ticks[i - 1], ticks[i]
    local half = (self.scene:width(left.label, "tick") + self.scene:width(right.label, "tick")) / 2
    if self:label_at(right) - self:label_at(left) < half + self.style.clear then return false end
  end
  return true
end

-- An axis of epochs begins at 1, which is no multiple of 10: name its ends where they have room.
function Axes:with_ends(ticks)
  for _, position in ipairs {1, 0} do
    local value = position == 1 and self.x_scale.lo or self.x_scale.hi
    local longer = {table.unpack(ticks)}
    local edge = ticks[position == 1 and 1 or #ticks]
    if value % 1 == 0 and not (edge and edge.value == value) then
      table.insert(longer, position == 1 and 1 or #longer + 1,
        {value = value, label = ("%d"):format(value)})
      if self:have_room(longer) then ticks = longer end
    end
  end
  return ticks
end

local FEWEST = 3 -- ticks that make a scale

function Axes:x_ticks(axis)
  local usual, most = math.max(1, math.floor(self.area.w / 7)), math.floor(self.area.w / 4)
  local found = {}
  for count = usual, 1, -1 do
    found = ticks_of(axis, self.x_scale, count)
    if self:have_room(found) then break end
    found = {}
  end
  for count = usual + 1, most do -- closer ones, where the usual are too few
    local closer = #found < FEWEST and ticks_of(axis, self.x_scale, count)
    if closer and #closer > #found and self:have_room(closer) then found = closer end
  end
  return axis.is_integer and self:with_ends(found) or found
end

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
  local count = y_tick_count(height)
  local y_scale = make_scale(spec.y, count)
  local y_ticks = ticks_of(spec.y, y_scale, count)
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
    area = {x = left, y = above, w = width, h = height},
    has_frame = not (spec.is_table and scene.is_paper),
    inset_x = spec.x.is_flush and 0 or style.inset_x,
    inset_y = spec.y.is_flush and 0 or style.inset_y}, Axes)
  axes:draw_y(y_ticks, spec.y)
  axes:draw_x(axes:x_ticks(spec.x))
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

function Axes:draw_y(ticks, axis)
  local area, scene, style = self.area, self.scene, self.style
  local x = area.x - style.gap_x
  for _, tick in ipairs(ticks) do
    local y = self:at_y(tick.value)
    if not axis.ticks then scene:line({area.x, y, area.x + area.w, y}, {role = "grid"}) end
    if not scene.is_paper and y < area.y + area.h then
      scene:line({x - 0.5, y, x, y}, {role = "tick"})
    end
    scene:text(area.x - style.to_label, y, tick.label, {anchor = "end", role = "tick"})
  end
  if not self.has_frame then return end
  scene:line({x, area.y, x, area.y + area.h + style.gap_y}, {role = "axis"})
end

function Axes:draw_x(ticks)
  local area, scene, style = self.area, self.scene, self.style
  local bottom = area.y + area.h
  local y = bottom + style.gap_y
  for _, tick in ipairs(ticks) do
    local x = math.min(self:at_x(tick.value), area.x + area.w - style.gap_x)
    if self.has_frame then
      scene:line({x, y, x, y + (scene.is_paper and 0.2 or 0.5)}, {role = "tick"})
    end
    scene:text(self:label_at(tick), bottom + style.ticks_at, tick.label,
      {anchor = "middle", role = "tick"})
  end
  if not self.has_frame then return end
  scene:line({area.x - style.gap_x, y, area.x + area.w, y}, {role = "axis"})
end

-- Between characters the title stands in the same row as the name of y, over the middle of the area
-- where that is free; on paper it has a row of its own.
function Axes:draw_title(title, taken)
  local area, scene = self.area, self.scene
  if scene.is_paper then return scene:text(0, 0.5, text.clean(title), {role = "title"}) end
  title = text.clip(text.clean(title), scene.columns - taken)
  local half = text.columns(title) / 2
  local x = math.max(taken + half, math.min(area.x + area.w / 2, scene.columns - half))
  scene:text(x, 0.5, title, {anchor = "middle", role = "title"})
end

-- The name of y stands above its axis, where it can be read without turning one's head.
function Axes:draw_names(spec)
  local area, scene, style = self.area, self.scene, self.style
  local taken = 0
  if spec.y.label then
    local label = text.clip(text.clean(axis_label(spec.y)), math.floor(scene.columns * 0.4))
    local y = scene.is_paper and (spec.title and style.title or 0) + 0.45 or 0.5
    scene:text(self.left, y, label, {role = "ylabel"})
    taken = scene:width(label, "ylabel") + 2
  end
  if spec.title then self:draw_title(spec.title, taken) end
  if spec.x.label then
    local label = text.clip(text.clean(axis_label(spec.x)), math.floor(scene.columns))
    scene:text(pulled_in(scene, area.x + area.w / 2, label, "xlabel"),
      area.y + area.h + style.name_at, label, {anchor = "middle", role = "xlabel"})
  end
end

return M
