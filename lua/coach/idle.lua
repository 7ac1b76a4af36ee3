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

-- The layer of a kind with the largest share of units that are idle in all of the last `count`
-- windows.
local function worst(n, kind, count)
  local windows = M.windows(n)
  local last, most, layer, number = windows[#windows], 0, nil, nil
  if #windows < count then return nil, nil, 0 end
  for i, now in ipairs(last.layers) do
    local share = (now.kind == "relu") == (kind == "relu") and now.bad / now.units or 0
    for k = #windows - count + 1, #windows do
      local then_ = windows[k].layers[i]
      share = then_ and math.min(share, then_.bad / then_.units) or 0
    end
    if share > most then layer, number, most = now, i, share end
  end
  return layer, number, most
end

--- The layer of a kind ("relu", or "flat" for tanh and sigmoid) with the largest share of idle
-- units in the last two windows both: {kind=, units=, bad=, rows=}, its number, that share.
function M.worst(n, kind) return worst(n, kind, 2) end

local function grown(n, layer, number, share)
  if layer and share >= 0.5 and share - share_at_birth(n, number) >= 0.3 then
    return layer, number, share
  end
end

--- The same, of units that were not idle from the beginning: half of a layer, and at least 0.3 more
-- than at birth.
function M.grown(n, kind)
  return grown(n, worst(n, kind, 2))
end

--- The same, by the last window alone.
function M.now(n, kind) return grown(n, worst(n, kind, 1)) end

return M
