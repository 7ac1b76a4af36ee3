--- The scale of what a network is given.
-- Requires core. Judges nothing.

local core = require "gradus.core"

local M = {}

--- The numbers of network n's training inputs: {rows=, features=, widest=, sd=, farthest=, mean=,
-- narrowest=}: the feature with the largest deviation, the one whose mean is farthest from 0, and
-- the smallest deviation among those that take many values. nil where nothing is known.
function M.of(n)
  local trained = core.input_book(n.id)
  if not trained or trained.rows == 0 then return nil end
  local out = {rows = trained.rows, features = #trained.sd, sd = 0, mean = 0, narrow = math.huge}
  for j, sd in ipairs(trained.sd) do
    local mean = trained.mean[j]
    if sd > out.sd then out.widest, out.sd, out.widest_mean = j, sd, mean end
    if sd > 0 and math.abs(mean) > math.abs(out.mean) then
      out.farthest, out.mean, out.farthest_sd = j, mean, sd
    end
    if trained.values[j] == 3 and sd < out.narrow then out.narrowest, out.narrow = j, sd end
  end
  return out
end

return M
