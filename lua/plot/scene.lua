--- A scene: a figure laid out as a list of primitives, for a backend to draw.
-- Requires text. Knows no colours, glyphs or pixels; clipping, but no data.
--
-- The unit of length is one character: x grows to the right from 0 to `columns`, y downwards from
-- 0 to `rows`; a character is twice as high as wide. A terminal draws a unit as a cell, a vector
-- backend as about the advance and the line height of its font. Fractions are meant. On paper (a
-- size with `paper`) letters differ in width: the size brings `measure`, layouts ask scene:width.
--
-- Primitives, each a table with `kind` and, mostly, `role` and `colour`:
--   line    points = {x1, y1, x2, y2, …}, dash, shape
--   marker  points = {x1, y1, …}, shape
--   dots    as marker, but each as small as it can be
--   rect    x, y, w, h
--   text    x, y (the middle of the line's height), text, anchor = "start" | "middle" | "end"
--   area    points = the corners {x1, y1, …}: a ground in a pale colour
--   cells   x, y, w, h, nx, ny, ramp, values (row by row, from the top; 0..1, NaN: not known),
--           smooth (soft transitions) and steps (how many levels are told apart) where given
--   field   x, y, w, h, nx, ny, layers = {{colour, values}, …}: each place belongs to its highest
--           layer, whose value (0..1) says how surely; smooth between the given places
-- Roles say what a thing is; how wide or bold that is drawn is up to the backend:
--   line: axis tick grid zero curve mark thin ring; contour border halo: for paper alone
--   rect: bar level swatch    marker: point end best sample
--   text: title ylabel xlabel tick label note value; on = {ramp, level}: what it stands on
-- Colours are roles, too: train val series1 … series8 dim, or none for plain text; ramps:
-- sequential diverging relief. Dashes: solid dashed dotted dashdot sparse. Shapes: circle diamond
-- triangle square, with "open-" before them their outlines; cross plus.

local text = require "gradus.plot.text"

local M = {}

local Scene = {}
Scene.__index = Scene

--- Make an empty scene of `size` = {columns, rows} and, for paper, {paper = true, measure}.
function M.new(size)
  return setmetatable({columns = size.columns, rows = size.rows, is_paper = size.paper or false,
    measure = size.measure, items = {}}, Scene)
end

--- How wide a text will be.
function Scene:width(s, role)
  return self.measure and self.measure(s, role) or text.columns(s)
end

local function add(scene, kind, item)
  item.kind = kind
  scene.items[#scene.items + 1] = item
  return item
end

--- Add a text; `fields`: anchor (default "start"), role, colour.
function Scene:text(x, y, s, fields)
  fields.x, fields.y, fields.text = x, y, s
  fields.anchor = fields.anchor or "start"
  return add(self, "text", fields)
end

--- Add a line through `points`; not clipped (see M.clip).
function Scene:line(points, fields)
  fields.points = points
  fields.dash = fields.dash or "solid"
  return add(self, "line", fields)
end

--- Add markers of one shape and colour.
function Scene:marker(points, fields)
  fields.points = points
  return add(self, "marker", fields)
end

--- Add points as fine as the backend can draw them; shape: for backends without fine points.
function Scene:dots(points, fields)
  fields.points = points
  return add(self, "dots", fields)
end

--- Add a filled rectangle.
function Scene:rect(x, y, w, h, fields)
  fields.x, fields.y, fields.w, fields.h = x, y, w, h
  return add(self, "rect", fields)
end

--- Add a ground with corners at `points`.
function Scene:area(points, fields)
  fields.points = points
  return add(self, "area", fields)
end

--- Add a grid of shaded cells that fills `area`; fields: nx, ny, values, ramp, smooth, steps.
function Scene:cells(area, fields)
  fields.x, fields.y, fields.w, fields.h = area.x, area.y, area.w, area.h
  return add(self, "cells", fields)
end

--- Add a field of layers that fills `area`; fields: nx, ny, layers.
function Scene:field(area, fields)
  fields.x, fields.y, fields.w, fields.h = area.x, area.y, area.w, area.h
  return add(self, "field", fields)
end

--- Take in another scene, moved by dx and dy. The other one is used up.
function Scene:include(other, dx, dy)
  for _, item in ipairs(other.items) do
    if item.x then item.x, item.y = item.x + dx, item.y + dy end
    local points = item.points
    if points then
      local moved = {}
      for i = 1, #points, 2 do moved[i], moved[i + 1] = points[i] + dx, points[i + 1] + dy end
      item.points = moved
    end
    self.items[#self.items + 1] = item
  end
end

-- Narrows t0..t1, the part of a segment that is kept, by one side of the area: p the change towards
-- the side, q the distance to it.
local function narrow(t0, t1, p, q)
  if p == 0 then return q >= 0 and t0 or 2, t1 end
  local t = q / p
  if p < 0 then return math.max(t0, t), t1 end
  return t0, math.min(t1, t)
end

--- Clip a segment to an area {x, y, w, h}. Returns x1, y1, x2, y2, or nil where nothing is left.
-- source: Liang and Barsky 1984.
function M.clip(area, x1, y1, x2, y2)
  local dx, dy, t0, t1 = x2 - x1, y2 - y1, 0, 1
  t0, t1 = narrow(t0, t1, -dx, x1 - area.x)
  t0, t1 = narrow(t0, t1, dx, area.x + area.w - x1)
  t0, t1 = narrow(t0, t1, -dy, y1 - area.y)
  t0, t1 = narrow(t0, t1, dy, area.y + area.h - y1)
  if t0 > t1 then return nil end
  local ex, ey = x1 + t1 * dx, y1 + t1 * dy
  if t1 == 1 then ex, ey = x2, y2 end -- exactly the given end, so that pieces can be joined
  return x1 + t0 * dx, y1 + t0 * dy, ex, ey
end

--- Clip a polyline to an area. Returns a list of polylines (its visible pieces).
function M.clip_line(area, points)
  local pieces, piece = {}, nil
  for i = 1, #points - 3, 2 do
    local x1, y1, x2, y2 = M.clip(area, points[i], points[i + 1], points[i + 2], points[i + 3])
    local goes_on = piece and x1 and x1 == points[i] and y1 == points[i + 1]
    if x1 and not goes_on then
      piece = {x1, y1}
      pieces[#pieces + 1] = piece
    end
    if x1 then piece[#piece + 1], piece[#piece + 2] = x2, y2 end
    if not x1 or x2 ~= points[i + 2] or y2 ~= points[i + 3] then piece = nil end
  end
  return pieces
end

return M
