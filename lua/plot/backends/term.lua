--- Backend "text": draws a scene with characters.
-- Requires canvas, glyphs, shade and text. Asks no terminal: style and colour come with the call.

local canvas = require "gradus.plot.canvas"
local glyphs = require "gradus.plot.glyphs"
local shade = require "gradus.plot.shade"
local text = require "gradus.plot.text"

local M = {}

--- What this backend writes (see backends).
M.files = {txt = {size = {columns = 80, rows = 20, style = "braille"}, options = {
  columns = {type = "integer", min = 20, max = 500, doc = "width of a text", unit = "characters"},
  rows = {type = "integer", min = 6, max = 200, doc = "height of a text", unit = "lines"},
  style = {type = "string", choices = {"braille", "block", "ascii"}, doc = "how lines are drawn"},
}}}

local floor = math.floor

-- The steps of a straight line between two dots (Bresenham's, in the form that needs no cases).
local function each_dot(x1, y1, x2, y2, visit)
  local steps = math.max(math.abs(x2 - x1), math.abs(y2 - y1))
  visit(x1, y1)
  for i = 1, steps do
    visit(floor(x1 + (x2 - x1) * i / steps + 0.5), floor(y1 + (y2 - y1) * i / steps + 0.5))
  end
end

-- Tells for each dot along a line whether it is drawn: solid always, else on and off in turns.
local function pen(pattern)
  if not pattern then return function() return true end end
  local period = 0
  for _, length in ipairs(pattern) do period = period + length end
  local count = -1
  return function()
    count = count + 1
    local rest, is_on = count % period, true
    for _, length in ipairs(pattern) do
      if rest < length then return is_on end
      rest, is_on = rest - length, not is_on
    end
  end
end

-- A curve in dots. Where two segments meet, their common dot counts once for the dashes.
local function draw_curve(c, item)
  local style, points = c.style, item.points
  local is_down, last_x, last_y = pen(style.dashes[item.dash]), nil, nil
  local char = style.shapes[item.shape or "circle"]
  local function visit(x, y)
    if x == last_x and y == last_y then return end
    last_x, last_y = x, y
    if is_down() then c:dot(x, y, item.colour, char) end
  end
  for i = 1, #points - 3, 2 do
    each_dot(floor(points[i] * style.dots_x), floor(points[i + 1] * style.dots_y),
      floor(points[i + 2] * style.dots_x), floor(points[i + 3] * style.dots_y), visit)
  end
end

-- Frame lines run along one axis and link the cells they pass; each cell is entered to its middle
-- or left.
local function draw_frame(c, item)
  local x1, y1, x2, y2 = table.unpack(item.points)
  if y1 == y2 then
    for column = floor(x1), math.ceil(x2) - 1 do
      local middle = column + 0.5
      local left, right = x1 < middle and glyphs.LEFT or 0, x2 > middle and glyphs.RIGHT or 0
      c:link(column, floor(y1), left | right)
    end
  else
    for row = floor(y1), math.ceil(y2) - 1 do
      local middle = row + 0.5
      local up, down = y1 < middle and glyphs.UP or 0, y2 > middle and glyphs.DOWN or 0
      c:link(floor(x1), row, up | down)
    end
  end
end

-- Helping lines are dotted and lie below everything else.
local function draw_helper(c, item)
  local x1, y1, x2, y2 = table.unpack(item.points)
  if y1 == y2 then
    for column = floor(x1), math.ceil(x2) - 1 do c:link(column, floor(y1), 0, c.style.zero) end
  else
    for row = floor(y1), math.ceil(y2) - 1 do c:link(floor(x1), row, 0, c.style.mark) end
  end
end

-- A ring is a helping line, too: were it drawn in dots, nobody could tell it from the darts.
local function draw_ring(c, item)
  local points = item.points
  local function visit(x, y) c:link(x, y, 0, c.style.ring) end
  for i = 1, #points - 3, 2 do
    each_dot(floor(points[i]), floor(points[i + 1]), floor(points[i + 2]), floor(points[i + 3]),
      visit)
  end
end

local function draw_nothing() end

-- Grid lines and contours are for paper; between characters they would be noise.
local draw_line = {
  axis = draw_frame, tick = draw_frame, zero = draw_helper, mark = draw_helper,
  grid = draw_nothing, contour = draw_nothing, border = draw_nothing,
  curve = draw_curve, sample = draw_curve, thin = draw_curve, ring = draw_ring,
}

local draw = {}

function draw.line(c, item) draw_line[item.role](c, item) end

function draw.marker(c, item)
  local points = item.points
  local char, look = c.style.shapes[item.shape], {colour = item.colour, bold = item.role == "best"}
  for i = 1, #points, 2 do c:glyph(floor(points[i]), floor(points[i + 1]), char, look) end
end

-- Many points of one kind: dots, finer than glyphs.
function draw.dots(c, item)
  local style, points = c.style, item.points
  for i = 1, #points, 2 do
    c:dot(floor(points[i] * style.dots_x), floor(points[i + 1] * style.dots_y), item.colour,
      style.shapes[item.shape])
  end
end

local bold = {title = true}
local dim = {note = true}

function draw.text(c, item)
  local s = c.is_ascii_only and glyphs.to_ascii(item.text) or item.text
  local width = text.columns(s)
  local shift = item.anchor == "end" and width or item.anchor == "middle" and width / 2 or 0
  c:write(floor(item.x - shift + 0.5), floor(item.y), s,
    {colour = item.colour, bold = bold[item.role], dim = dim[item.role]})
end

-- A bar grows from its lower edge; eighths of a cell where the style has them.
local function draw_bar(c, item)
  local top, bottom = item.y, item.y + item.h
  local look = {colour = item.colour}
  for column = floor(item.x + 0.5), floor(item.x + item.w + 0.5) - 1 do
    for row = floor(top), math.ceil(bottom) - 1 do
      local eighths = math.max(1, floor(8 * (row + 1 - top) + 0.5))
      c:glyph(column, row, c.style.bars[eighths] or c.style.bar, look)
    end
  end
end

-- A level grows from its left edge.
local function draw_level(c, item)
  local first, width = floor(item.x + 0.5), math.max(item.w, 0.13)
  local look = {colour = item.colour}
  for column = 0, math.ceil(width) - 1 do
    local eighths = floor(8 * (width - column) + 0.5)
    local char = eighths >= 8 and c.style.bar or c.style.levels[math.max(1, eighths)]
    c:glyph(first + column, floor(item.y), char or c.style.bar, look)
  end
end

local draw_rect = {bar = draw_bar, level = draw_level, swatch = shade.swatch}

function draw.rect(c, item) draw_rect[item.role](c, item) end

draw.cells, draw.field, draw.area = shade.cells, shade.field, shade.area

--- Draw a scene as text. size: {style = "braille" | "block" | "ascii", colour = bool, unicode =
-- bool}; columns and rows are the scene's own. Without `unicode` its texts are spelt in ASCII, too.
-- Returns the lines, joined by line ends, without one at the end.
function M.draw(scene, size)
  local style = glyphs[size.style or "braille"]
  local c = canvas.new(scene.columns, scene.rows, style, size.colour)
  c.is_ascii_only = size.unicode == false
  for _, item in ipairs(scene.items) do draw[item.kind](c, item) end
  return table.concat(c:lines(), "\n")
end

--- Write a figure as text; see backends.
function M.save(layout, size) return M.draw(layout(size), size) .. "\n" end

return M
