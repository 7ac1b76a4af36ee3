--- Hidden units that do nothing, over the time of a run: dead ReLUs, flat sigmoids.
-- Requires core and births. Judges nothing. A window is {step=, layers={{kind=, units=, bad=,
-- rows=}, …}}.

local core = require "gradus.core"

local births = require "gradus.coach.births"

local M = {}

local FEWEST = 256 -- rows in a window

local function is_full(n)
  local layers = n.book.layers
  if #layers == 0 then return false end
  local least = math.max(FEWEST, math.min(n.book.rows, 1024))
  for _, layer in ipairs(layers) do
    if layer.rows < least then return false end
  end
  return true
end

--- Close the window of network n if it has enough rows. Returns all windows so far.
function M.windows(n)
  local kept = n.kept
  kept.windows = kept.windows or {}
  local last = kept.windows[#kept.windows]
  if (not last or last.step < n.steps) and is_full(n) then
    table.insert(kept.windows, {step = n.steps, layers = n.book.layers})
    core.clear_units(n.id)
  end
  return kept.windows
end

-- The share of the units of hidden layer `number` that did nothing at birth.
local function share_at_birth(n, number)
  local count = 0
  for _, born in ipairs(births.of(n) or {}) do
    count = count + (born.idle and 1 or 0)
    if born.idle and count == number then return born.idle / born.units end
  end
  return 0
end

--- The layer of a kind ("relu", or "flat" for tanh and sigmoid) with the largest share of idle
-- units in the last two windows both: {kind=, units=, bad=, rows=}, its number, that share.
function M.worst(n, kind)
  local windows = M.windows(n)
  local before, now = windows[#windows - 1], windows[#windows]
  local worst, number, most = nil, nil, 0
  for i, layer in ipairs(before and now.layers or {}) do
    local earlier = before.layers[i]
    local fits = earlier and (layer.kind == "relu") == (kind == "relu")
    local share = fits and math.min(layer.bad, earlier.bad) / layer.units or 0
    if share > most then worst, number, most = layer, i, share end
  end
  return worst, number, most
end

--- The same, of units that were not idle from the beginning: half of a layer, and at least 0.3 more
-- than at birth.
function M.grown(n, kind)
  local layer, number, share = M.worst(n, kind)
  if layer and share >= 0.5 and share - share_at_birth(n, number) >= 0.3 then
    return layer, number, share
  end
end

return M
