--- Small pictures of curves beside each other, to choose from.
-- Requires gradus.term, gradus.plot.canvas and gradus.plot.glyphs. Returns lines; prints nothing.
-- Each picture has a frame at its left and bottom and a dotted line at the height of the start. In
-- plain mode there are no pictures: the words beside the letters say what the curves do.

local canvas = require "gradus.plot.canvas"
local glyphs = require "gradus.plot.glyphs"
local term = require "gradus.term"

local M = {}

local ROWS = 5

local function style() return term.unicode() and glyphs.braille or glyphs.ascii end

-- The height of a sketch at `share` (0 to 1) of its width, between its given points.
local function height_at(curve, share)
  local at = 1 + share * (#curve - 1)
  local left = math.min(math.floor(at), #curve - 1)
  return curve[left] + (curve[left + 1] - curve[left]) * (at - left)
end

-- A dot for each of the columns, and all between it and the one before.
local function draw_curve(board, curve, box)
  local highest, before = box.dots_y - 1, nil
  for i = 0, box.dots_x - 1 do
    local level = math.min(1, height_at(curve, i / (box.dots_x - 1)) / box.top)
    local y = math.floor(highest * (1 - level) + 0.5)
    local from = before and (y > before and before + 1 or y < before and before - 1) or y
    for dot = math.min(from, y), math.max(from, y) do
      board:dot(box.x + i, dot, "val", "*")
    end
    before = y
  end
end

local function draw_start(board, box)
  local y = math.floor((box.dots_y - 1) * (1 - 1 / box.top) + 0.5)
  for i = 0, box.dots_x - 1, 4 do board:dot(box.x + i, y, nil, ".") end
end

local function draw_frame(board, left, columns)
  for row = 0, ROWS - 1 do board:link(left, row, glyphs.UP | glyphs.DOWN) end
  board:link(left, ROWS, glyphs.UP | glyphs.RIGHT)
  for column = left + 1, left + columns do board:link(column, ROWS, glyphs.LEFT | glyphs.RIGHT) end
end

--- Draw sketches (lists of heights in units of the start) in a row, `top` units high.
function M.row(sketches, top)
  if term.plain() then return {} end
  local look, count = style(), #sketches
  local each = math.min(16, (math.min(term.width(), 76) - 2) // count - 3)
  local board = canvas.new(2 + count * (each + 3), ROWS + 1, look, term.color())
  for i, curve in ipairs(sketches) do
    local left = 2 + (i - 1) * (each + 3)
    board:write(left - 1, 0, string.char(96 + i), {bold = true})
    draw_frame(board, left, each)
    local box = {x = (left + 1) * look.dots_x, dots_x = each * look.dots_x,
      dots_y = ROWS * look.dots_y, top = top}
    draw_start(board, box)
    draw_curve(board, curve, box)
  end
  return board:lines()
end

return M
