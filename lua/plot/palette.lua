--- Colours of pictures: from a role in the scene to what a terminal or a file shows.
-- Requires nothing. Blue and orange first: they stay apart for the colour-blind, on dark ground
-- and on light. Numbers are those of the 256-colour palette.

local M = {}

-- fg: on a ground we do not know, so neither very dark nor very light. ink: on its own tints.
-- tints: grounds, from unsure to sure; they differ in lightness, too, so that a grey print tells
-- them apart.
local hues = {
  blue   = {fg = 33,  ink = 18,  tints = {189, 153, 75}},
  orange = {fg = 208, ink = 88,  tints = {230, 223, 215}},
  green  = {fg = 35,  ink = 22,  tints = {194, 157, 114}},
  purple = {fg = 134, ink = 54,  tints = {225, 183, 141}},
  red    = {fg = 160, ink = 52,  tints = {224, 217, 174}},
  teal   = {fg = 37,  ink = 23,  tints = {195, 159, 80}},
  brown  = {fg = 136, ink = 58,  tints = {229, 187, 143}},
  grey   = {fg = 245, ink = 235, tints = {254, 251, 247}},
}

local by_role = {
  train = hues.blue, val = hues.orange,
  series1 = hues.blue, series2 = hues.orange, series3 = hues.green, series4 = hues.purple,
  series5 = hues.red, series6 = hues.teal, series7 = hues.brown, series8 = hues.grey,
  dim = hues.grey,
}

-- From low to high. Diverging: orange below zero, blue above, as in the playground students may
-- know.
local ramps = {
  sequential = {231, 195, 153, 117, 75, 33, 26, 19, 17},
  diverging = {166, 208, 215, 223, 231, 153, 75, 33, 19},
  -- Pale throughout, so that the inks of paths can be read on it.
  relief = {231, 255, 254, 252, 251, 250, 249, 248, 247},
}

--- Foreground of a role, or nil for plain text.
function M.foreground(role)
  local hue = by_role[role]
  return hue and hue.fg
end

--- Ink of a role on a coloured ground.
function M.ink(role)
  local hue = by_role[role]
  return hue and hue.ink or 16
end

--- Ground for a class colour at `level` 0..1, how surely a place belongs to it.
-- Three steps: below 0.7 unsure, above 0.9 sure.
function M.tint(role, level)
  local tints = (by_role[role] or hues.grey).tints
  return tints[level < 0.7 and 1 or level < 0.9 and 2 or 3]
end

--- Colour at `level` 0..1 of a ramp.
function M.ramp(name, level)
  local ramp = ramps[name]
  return ramp[math.max(1, math.min(#ramp, math.floor(level * #ramp) + 1))]
end

-- Red, green and blue (0..1) of a palette number from the colour cube or the greys.
local function rgb(code)
  if code >= 232 then
    local v = (8 + (code - 232) * 10) / 255
    return v, v, v
  end
  local function part(n) return n == 0 and 0 or (55 + 40 * n) / 255 end
  local c = code - 16
  return part(c // 36), part(c // 6 % 6), part(c % 6)
end

--- Black or white, whichever can be read on the ground `code`.
function M.contrast(code)
  local r, g, b = rgb(code)
  return 0.3 * r + 0.59 * g + 0.11 * b > 0.5 and 16 or 231
end

return M
