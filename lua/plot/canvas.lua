--- A canvas of character cells with four layers: ground, frame, dots, glyphs, the later over the
-- former. Requires glyphs' link numbers, palette and text. Knows no scenes; a style from glyphs
-- says how dots look.
--
-- Columns and rows count from 0. What lies outside of the canvas is not drawn, and is no mistake.

local palette = require "gradus.plot.palette"
local text = require "gradus.plot.text"

local M = {}

local Canvas = {}
Canvas.__index = Canvas

--- Make a canvas; colour: may escape sequences be used?
function M.new(columns, rows, style, colour)
  return setmetatable({columns = columns, rows = rows, style = style, colour = colour,
    ground = {}, frame = {}, dots = {}, glyphs = {}}, Canvas)
end

local function inside(canvas, column, row)
  return column >= 0 and row >= 0 and column < canvas.columns and row < canvas.rows
end

local function index(canvas, column, row) return row * canvas.columns + column end

--- Paint the ground of a cell: a character, its colour and the colour behind it (palette numbers).
function Canvas:fill(column, row, char, fg, bg)
  if inside(self, column, row) then
    self.ground[index(self, column, row)] = {char = char, fg = fg, bg = bg}
  end
end

--- Add links (glyphs.LEFT, …) to the frame character of a cell; `char` replaces them all.
function Canvas:link(column, row, links, char)
  if not inside(self, column, row) then return end
  local at = index(self, column, row)
  local cell = self.frame[at] or {links = 0}
  cell.links = cell.links | links
  cell.char = cell.char or char
  self.frame[at] = cell
end

--- Set a dot; x and y count dots. char: what stands for it where a cell has but one dot.
function Canvas:dot(x, y, colour, char)
  local style = self.style
  local column, row = x // style.dots_x, y // style.dots_y
  if not inside(self, column, row) then return end
  local at = index(self, column, row)
  local cell = self.dots[at]
  if not cell then
    cell = {mask = 0}
    self.dots[at] = cell
  end
  cell.mask = cell.mask | style.bit(x % style.dots_x, y % style.dots_y)
  -- Where a cell has but one dot, two curves on top of each other take turns: both can be seen.
  if not style.dots and cell.char and cell.char ~= char and column % 2 == 0 then return end
  cell.colour, cell.char = colour, char
end

--- Put a glyph on top; look: {colour, bold, dim, ink}. Wide glyphs take two cells.
function Canvas:glyph(column, row, char, look, columns)
  if not inside(self, column + (columns or 1) - 1, row) or column < 0 then return end
  self.glyphs[index(self, column, row)] = {char = char, look = look}
  for extra = 1, (columns or 1) - 1 do
    self.glyphs[index(self, column + extra, row)] = {char = "", look = look}
  end
end

--- Write a line of text from a column on.
function Canvas:write(column, row, s, look)
  for char, columns in text.chars(s) do
    self:glyph(column, row, char, look, columns)
    column = column + columns
  end
end

-- The escape parameters of a cell: its look, where colours are allowed.
local function parameters(fg, bg, look)
  local out = {}
  if look and look.bold then out[#out + 1] = "1" end
  if look and look.dim then out[#out + 1] = "2" end
  if fg then out[#out + 1] = "38;5;" .. fg end
  if bg then out[#out + 1] = "48;5;" .. bg end
  return table.concat(out, ";")
end

-- On a coloured ground even plain text needs an ink of its own: the terminal's may be unreadable
-- there.
local function ink(colour, bg)
  if not bg then return palette.foreground(colour) end
  if palette.foreground(colour) then return palette.ink(colour) end
  return palette.contrast(bg)
end

-- The character of a cell and its escape parameters: the uppermost layer that has something.
local function cell_at(canvas, at)
  local ground, glyph, dots = canvas.ground[at], canvas.glyphs[at], canvas.dots[at]
  local bg = ground and ground.bg
  if glyph then
    return glyph.char, parameters(ink(glyph.look.colour, bg), bg, glyph.look)
  end
  if dots then
    local char = canvas.style.dots and canvas.style.dots(dots.mask) or dots.char
    return char, parameters(ink(dots.colour, bg), bg)
  end
  local frame = canvas.frame[at]
  if frame then
    return frame.char or canvas.style.lines[frame.links], parameters(nil, bg, {dim = frame.char})
  end
  if ground then return ground.char, parameters(ground.fg, bg) end
  return " ", ""
end

-- One row: runs of equal look share their escape sequences.
local function row_text(canvas, row)
  local out, run, current = {}, {}, ""
  local function flush()
    local s = table.concat(run)
    if current ~= "" and canvas.colour then s = ("\27[%sm%s\27[0m"):format(current, s) end
    out[#out + 1] = s
    run = {}
  end
  for column = 0, canvas.columns - 1 do
    local char, look = cell_at(canvas, index(canvas, column, row))
    if look ~= current then
      flush()
      current = look
    end
    run[#run + 1] = char
  end
  if current == "" then run = {(table.concat(run):gsub(" +$", ""))} end
  flush()
  local line = table.concat(out)
  return canvas.colour and line or (line:gsub(" +$", ""))
end

--- The canvas as a list of lines, without spaces at their ends.
function Canvas:lines()
  local out = {}
  for row = 0, self.rows - 1 do out[#out + 1] = row_text(self, row) end
  return out
end

return M
