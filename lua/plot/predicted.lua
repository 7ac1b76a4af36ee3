--- A curve that somebody expected, over the one that came.
-- Requires curves, fail and number. Expected is what was thought before: a few heights, at equal
-- distances from the first epoch to the last.

local curves = require "gradus.plot.curves"
local fail = require "gradus.plot.fail"
local number = require "gradus.plot.number"

local M = {}

local function check(heights)
  if type(heights) ~= "table" or #heights < 2 then
    fail.raise("E0103", "plot: predicted needs at least two heights",
      "From the first epoch to the last: predicted={0.7, 0.3, 0.2}.")
  end
  for i = 1, #heights do
    if not number.is_finite(heights[i]) then
      fail.raise("E0103", ("plot: height %d of predicted is no number"):format(i))
    end
  end
end

-- The height at `share` (0 to 1) of the way, between the heights that were given.
local function height_at(heights, share)
  local at = 1 + share * (#heights - 1)
  local left = math.min(math.floor(at), #heights - 1)
  return heights[left] + (heights[left + 1] - heights[left]) * (at - left)
end

--- The expected curve as a series over the epochs of a run: dotted, with crosses. errors: E0103.
function M.series(heights, epochs)
  check(heights)
  local xs, ys = {}, {}
  for epoch = 1, epochs do
    xs[epoch], ys[epoch] = epoch, height_at(heights, epochs > 1 and (epoch - 1) / (epochs - 1) or 0)
  end
  return curves.look({name = "predicted", xs = xs, ys = ys, dash = "dotted", shape = "cross",
    colour = "truth", is_predicted = true}, 1)
end

--- How far the expected curve lies from the real one on average; nil where they share no place.
function M.distance(series, real)
  local sum, n = 0, 0
  for i, y in ipairs(series.ys) do
    if number.is_finite(real[i]) then sum, n = sum + math.abs(y - real[i]), n + 1 end
  end
  return n > 0 and sum / n or nil
end

return M
