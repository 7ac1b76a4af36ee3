--- The three ways to draw with characters: braille dots, half blocks, ASCII.
-- Requires nothing. A style says how many dots a cell has, which character shows which of them, and
-- which characters stand for frames, markers, shades and bars. Order of preference: the order
-- above.

local M = {}

-- Links of a frame character: which of its four sides it touches.
M.LEFT, M.RIGHT, M.UP, M.DOWN = 1, 2, 4, 8

local lines = {
  [1] = "╴", [2] = "╶", [3] = "─", [4] = "╵", [5] = "┘", [6] = "└", [7] = "┴", [8] = "╷",
  [9] = "┐", [10] = "┌", [11] = "┬", [12] = "│", [13] = "┤", [14] = "├", [15] = "┼",
}

local ascii_lines = {}
for mask = 1, 15 do
  ascii_lines[mask] = mask <= 3 and "-" or (mask & 3 == 0) and "|" or "+"
end

local shapes = {
  circle = "●", diamond = "◆", triangle = "▲", square = "■", cross = "×", plus = "+",
  ["open-circle"] = "○", ["open-diamond"] = "◇", ["open-triangle"] = "△", ["open-square"] = "□",
}

-- Characters of clearly different form.
local ascii_shapes = {
  circle = "*", diamond = "x", triangle = "+", square = "#", cross = "%", plus = "&",
  ["open-circle"] = "o", ["open-diamond"] = "X", ["open-triangle"] = "^", ["open-square"] = "@",
}

-- Where each dot of a braille cell sits in its code point: BRAILLE[row][column].
local BRAILLE = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

local unicode = {
  lines = lines, shapes = shapes, mark = "┊", zero = "┈", ring = "·", bar = "█",
  bars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇"},
  levels = {"▏", "▎", "▍", "▌", "▋", "▊", "▉"}, grounds = {"·", "░", "▒"},
  shades = {" ", "░", "▒", "▓", "█"},
  relief = {" ", "·", "░", "▒", "▓"}, -- a ground for paths: no dot or marker may drown in it
  classes = {" ", "░", "▒", "·", "▓", "╱", "╲", "┼"},
  sureness = {" ", "·", "░", "▒"},
  has_halves = true,
}

local function style(fields, base)
  return setmetatable(fields, {__index = base})
end

M.braille = style({
  name = "braille", dots_x = 2, dots_y = 4,
  dashes = {dashed = {5, 4}, dotted = {1, 2}, dashdot = {6, 3, 1, 3},
    sparse = {1, 3}},
  bit = function(column, row) return BRAILLE[row + 1][column + 1] end,
  dots = function(mask) return utf8.char(0x2800 + mask) end,
}, unicode)

local halves = {"▀", "▄", "█"}

M.block = style({
  name = "block", dots_x = 1, dots_y = 2,
  dashes = {dashed = {3, 2}, dotted = {1, 1}, dashdot = {4, 1, 1, 1},
    sparse = {1, 2}},
  bit = function(_, row) return row + 1 end,
  dots = function(mask) return halves[mask] end,
}, unicode)

M.ascii = {
  name = "ascii", dots_x = 1, dots_y = 1, dashes = {},
  bit = function() return 1 end,
  -- One dot fills the cell: the series' own letter takes its place.
  dots = nil,
  lines = ascii_lines, shapes = ascii_shapes, mark = ":", zero = ".", ring = ".",
  bar = "#", bars = {".", ".", "."}, levels = {".", ".", "."}, grounds = {".", ":", "-"},
  shades = {" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"},
  relief = {" ", ".", ",", ":", ";", "-", "="}, -- none of these is a marker
  classes = {" ", ".", ":", "-", "=", "/", "\\", "~"},
  sureness = {" ", ".", ":", "="},
}

-- What remains of a text where only ASCII can be shown.
local plain = {["…"] = "~", ["×"] = "x", ["·"] = ".", ["–"] = "-", ["—"] = "-", ["−"] = "-",
  ["→"] = "->", ["²"] = "^2", ["ˣ"] = "^x", ["⁻"] = "^-", ["√"] = "sqrt", ["λ"] = "lambda",
  ["’"] = "'", ["“"] = '"', ["”"] = '"', ["≤"] = "<=", ["≥"] = ">="}

--- Spell `s` in ASCII: what has no likeness becomes "?".
function M.to_ascii(s)
  return (s:gsub("[\xC2-\xF4][\x80-\xBF]+", function(char) return plain[char] or "?" end))
end

return M
