--- How things look on paper: colours, widths and sizes by role, for slides and prints.
-- Requires nothing. Lengths are in units (see scene: a character's width); colours 0xRRGGBBAA.
--
-- Blue and orange first, after Okabe and Ito (2008): apart for the colour-blind, and in a grey
-- print by their lightness. Colour is never alone: curves differ by dash, points by shape.

local M = {}

-- line: for curves and markers; ink: for words, dark enough to read on white; tint: for grounds.
local hues = {
  blue   = {line = 0x0B6CB8FF, ink = 0x085695FF, tint = 0x8FC3ECFF},
  orange = {line = 0xE06A00FF, ink = 0xAE4F00FF, tint = 0xFFC48AFF},
  green  = {line = 0x118A5AFF, ink = 0x0B6A45FF, tint = 0x9BDDBFFF},
  purple = {line = 0x8B4FC2FF, ink = 0x6C38A0FF, tint = 0xD0B4EBFF},
  red    = {line = 0xC22F3DFF, ink = 0x9C2330FF, tint = 0xF2AEB4FF},
  teal   = {line = 0x1593A5FF, ink = 0x0D6C7AFF, tint = 0xA5DEE6FF},
  brown  = {line = 0x8A6A36FF, ink = 0x6B5127FF, tint = 0xDCC8A4FF},
  grey   = {line = 0x707070FF, ink = 0x555555FF, tint = 0xD2D2D2FF},
  black  = {line = 0x222222FF, ink = 0x222222FF, tint = 0xE4E4E4FF},
}

local by_role = {
  train = hues.blue, val = hues.orange,
  series1 = hues.blue, series2 = hues.orange, series3 = hues.green, series4 = hues.purple,
  series5 = hues.red, series6 = hues.teal, series7 = hues.brown, series8 = hues.grey,
  truth = hues.black, dim = hues.grey, ring = {tint = 0xE9EDF2FF},
}

--- The hue of a colour role: {line, ink, tint}.
function M.hue(role) return by_role[role] or hues.black end

-- Lines. dash is added by the curve's own; round: ends and corners.
M.lines = {
  axis = {width = 0.1, colour = 0x8C8C8CFF},
  tick = {width = 0.1, colour = 0x8C8C8CFF},
  grid = {width = 0.075, colour = 0xE3E3E3FF},
  zero = {width = 0.1, colour = 0xB4B4B4FF},
  mark = {width = 0.11, colour = 0x6E6E6EFF, dash = {0.45, 0.35}},
  contour = {width = 0.1, colour = 0x00000055, round = true},
  border = {width = 0.2, colour = 0x333333FF, round = true},
  ring = {width = 0.1, colour = 0xBDBDBDFF},
  curve = {width = 0.23, round = true},
  sample = {width = 0.23, round = true},
  halo = {width = 0.5, colour = 0xFFFFFFB0, round = true},
  thin = {width = 0.09, opacity = 0x66, round = true},
}

M.dashes = {
  solid = {}, dashed = {0.95, 0.65}, dotted = {0.12, 0.5}, dashdot = {1.1, 0.55, 0.12, 0.55},
}

M.marks = {
  dart = {size = 0.6, edge = 0xFFFFFFFF, opacity = 0xC0},
  point = {size = 0.72, edge = 0xFFFFFFFF},
  ["end"] = {size = 0.85, edge = 0xFFFFFFFF},
  best = {size = 1.05, edge = 0xFFFFFFFF},
  sample = {size = 0.85, edge = 0xFFFFFFFF},
}

-- Sizes of letters.
M.texts = {
  title = {size = 1.8, bold = true, colour = 0x1E1E1EFF},
  xlabel = {size = 1.4, colour = 0x3A3A3AFF},
  ylabel = {size = 1.4, colour = 0x3A3A3AFF},
  tick = {size = 1.3, colour = 0x555555FF},
  label = {size = 1.42, colour = 0x2A2A2AFF, halo = 0xFFFFFFE6},
  note = {size = 1.25, colour = 0x4A4A4AFF, halo = 0xFFFFFFF0},
  value = {size = 1.3},
}

-- From low to high, as red, green, blue.
local ramps = {
  sequential = {{247, 251, 255}, {198, 219, 239}, {107, 174, 214}, {33, 113, 181}, {8, 48, 107}},
  diverging = {{166, 75, 0}, {242, 150, 75}, {253, 216, 180}, {250, 250, 250}, {186, 217, 243},
    {75, 150, 214}, {8, 64, 129}},
  -- A landscape: valleys pale, so that paths through them stand out.
  relief = {{255, 255, 255}, {243, 243, 241}, {224, 224, 221}, {199, 199, 195}, {168, 168, 164}},
}

local function mixed(a, b, t) return math.floor(a + (b - a) * t + 0.5) end

--- The colour at `level` 0..1 of a ramp, and how light it is (0..1); NaN is grey.
function M.ramp(name, level)
  if level ~= level then return 0xC8C8C8FF, 0.78 end
  local stops = ramps[name]
  local at = math.max(0, math.min(1, level)) * (#stops - 1)
  local i = math.min(#stops - 1, math.floor(at) + 1)
  local low, high, t = stops[i], stops[i + 1], at - i + 1
  local r, g, b = mixed(low[1], high[1], t), mixed(low[2], high[2], t), mixed(low[3], high[3], t)
  return r << 24 | g << 16 | b << 8 | 0xFF, (0.3 * r + 0.59 * g + 0.11 * b) / 255
end

--- A colour mixed with white: share 0 is white, 1 the colour.
function M.paler(colour, share)
  local r, g, b = colour >> 24, colour >> 16 & 255, colour >> 8 & 255
  return mixed(255, r, share) << 24 | mixed(255, g, share) << 16 | mixed(255, b, share) << 8 | 0xFF
end

--- A colour with another opacity (0..255).
function M.faded(colour, opacity) return colour & 0xFFFFFF00 | opacity end

return M
