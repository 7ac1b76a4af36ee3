--- The layout of layers: one small histogram for each, below each other over a common axis.
-- Requires axes, fail, input, number, scene and words. Shared by the kinds weights, activations and
-- gradients.
--
-- A figure has title, x, y, is_log, lo, hi and layers: {name, counts, n, sd, size, zeros, gaps}.
-- counts: how many values fall into each of FINE equal parts of lo..hi; size: the middle of the
-- absolute values; zeros: how many are exactly 0; gaps: how many are NaN or infinite.

local axes_of = require "gradus.plot.axes"
local number = require "gradus.plot.number"
local scene = require "gradus.plot.scene"
local words = require "gradus.plot.words"

local M = {}

-- Divisible in many ways, so that any width gets bins that are whole multiples of these parts.
local FINE = 240

local function log10(v) return math.log(v, 10) end

-- Where a value lies on the axis; nil where it has no place there.
local function place(v, is_log)
  if v - v ~= 0 then return nil end
  if not is_log then return v end
  return v ~= 0 and log10(math.abs(v)) or nil
end

local function survey(values, is_log)
  local layer = {n = #values, zeros = 0, gaps = 0, lo = math.huge, hi = -math.huge}
  local count, mean, squares, sizes = 0, 0, 0, {}
  local stride = #values // 10000 + 1 -- enough of them for a middle
  for i, v in ipairs(values) do
    if v - v ~= 0 then layer.gaps = layer.gaps + 1
    else
      count = count + 1
      local delta = v - mean
      mean = mean + delta / count
      squares = squares + delta * (v - mean)
      if v == 0 then layer.zeros = layer.zeros + 1 end
      local at = place(v, is_log)
      if at and at < layer.lo then layer.lo = at end
      if at and at > layer.hi then layer.hi = at end
      if at and is_log and i % stride == 0 then sizes[#sizes + 1] = at end
    end
  end
  layer.mean, layer.sd = mean, count > 1 and math.sqrt(squares / (count - 1)) or 0
  table.sort(sizes)
  layer.size = sizes[1] and 10 ^ sizes[(#sizes + 1) // 2] or 0
  return layer
end

-- Many exact zeros (ReLU) would dwarf everything else; they are named beside the picture instead.
local function count_into(values, layer, is_log, lo, hi)
  local counts, skips_zeros = {}, layer.zeros > 0.2 * layer.n
  for i = 1, FINE do counts[i] = 0 end
  for _, v in ipairs(values) do
    local at = place(v, is_log)
    if at and not (skips_zeros and v == 0) then
      local i = math.min(FINE, (at - lo) / (hi - lo) * FINE // 1 + 1)
      counts[i] = counts[i] + 1
    end
  end
  return counts
end

-- The common range; of numbers that are all alike a little of their neighbourhood.
local function common_range(layers)
  local lo, hi = math.huge, -math.huge
  for _, layer in ipairs(layers) do lo, hi = math.min(lo, layer.lo), math.max(hi, layer.hi) end
  if lo > hi then return -1, 1 end
  if lo == hi then return lo - 0.5, hi + 0.5 end
  local room = (hi - lo) * 0.01
  return lo - room, hi + room
end

--- Add lo, hi and layers to a figure with the field is_log. lists: {name, values} for each layer.
function M.fill(figure, lists)
  figure.layers = {}
  for i, list in ipairs(lists) do
    figure.layers[i] = survey(list.values, figure.is_log)
    figure.layers[i].name = list.name
  end
  figure.lo, figure.hi = common_range(figure.layers)
  for i, list in ipairs(lists) do
    figure.layers[i].counts = count_into(list.values, figure.layers[i], figure.is_log,
      figure.lo, figure.hi)
  end
  return figure
end

-- ---- the picture ------------------------------------------------------------

-- The most bins that divide FINE and are at least a character wide.
local function bins_for(width, is_paper)
  local most = is_paper and 80 or width // 1
  for bins = most, 1, -1 do
    if FINE % bins == 0 then return math.tointeger(bins) end
  end
end

local function rebin(counts, bins)
  local out, parts = {}, FINE // bins
  for i = 1, bins do
    out[i] = 0
    for k = (i - 1) * parts + 1, i * parts do out[i] = out[i] + counts[k] end
  end
  return out
end

local function percent(share) return ("%d %%"):format(math.floor(share * 100 + 0.5)) end

local tiny = number.tiny

-- What stands beside a layer: its spread (or size), and its share of zeros.
local function note(figure, layer, is_short)
  if layer.gaps == layer.n then return "NaN" end
  local text = figure.is_log and tiny(layer.size) or "sd " .. tiny(layer.sd)
  if layer.zeros > 0 and layer.n > 0 and not is_short then
    text = text .. ("  %s zero"):format(percent(layer.zeros / layer.n))
  end
  return text
end

local function draw_layer(axes, layer, bins, top, height)
  local counts, most = rebin(layer.counts, bins), 0
  for _, count in ipairs(counts) do most = math.max(most, count) end
  if most == 0 then return end
  local width = axes.area.w / bins
  for i, count in ipairs(counts) do
    local h = count / most * height
    if count > 0 then
      axes.scene:rect(axes.area.x + (i - 1) * width, top + height - h, width, h,
        {role = "bar", colour = "series1"})
    end
  end
end

-- Powers of ten as ticks: the axis holds their logarithms.
local function power_ticks(lo, hi, most)
  local out = {}
  local stride = math.max(1, math.ceil((hi - lo) / most))
  for exponent = math.ceil(lo), math.floor(hi) do
    if exponent % stride == 0 then
      local label = exponent >= -3 and exponent <= 4 and ("%g"):format(10.0 ^ exponent)
        or "1e" .. math.tointeger(exponent)
      out[#out + 1] = {value = exponent, label = label}
    end
  end
  return out
end

local function name_ticks(layers)
  local out = {}
  for i, layer in ipairs(layers) do out[i] = {value = 0.5 - i, label = layer.name} end
  return out
end

local function notes_of(figure, sc, is_short)
  local notes, width = {}, 0
  for i, layer in ipairs(figure.layers) do
    notes[i] = note(figure, layer, is_short)
    width = math.max(width, sc:width(notes[i], "note"))
  end
  return notes, width
end

--- Lay layers out for `size`; with more layers than rows the picture grows.
function M.scene(figure, size)
  local count, rows = #figure.layers, size.rows
  -- Between characters each layer has as many whole rows as the others.
  local around = 4
  if not size.paper then rows = around + count * math.max(1, (rows - around) // count) end
  local sc = scene.new(setmetatable({rows = rows}, {__index = size}))
  local x = axes_of.axis(figure.x, figure.lo, figure.hi)
  local y = axes_of.axis(figure.y, -count, 0)
  if figure.is_log then x.ticks = power_ticks(figure.lo, figure.hi, size.columns // 14) end
  y.ticks = name_ticks(figure.layers)
  local notes, width = notes_of(figure, sc, size.is_panel)
  local axes = axes_of.layout(sc, {title = figure.title, x = x, y = y, rows = count,
    right = width + 2})
  local bins = bins_for(axes.area.w, sc.is_paper)
  local band = axes.area.h / count
  for i, layer in ipairs(figure.layers) do
    local top = axes.area.y + (i - 1) * band
    -- A little room above, where a band has room for it.
    local gap = sc.is_paper and 0.15 * band or band >= 3 and 1 or 0
    draw_layer(axes, layer, bins, top + gap, band - gap)
    sc:text(axes.area.x + axes.area.w + 1, top + band / 2, notes[i], {role = "note"})
  end
  return sc
end

-- ---- in words ---------------------------------------------------------------

local function say_all(layers, field)
  local out = {}
  for i, layer in ipairs(layers) do out[i] = tiny(layer[field]) end
  if #out > 6 then return table.concat({out[1], out[2], "…", out[#out]}, ", ") end
  return table.concat(out, ", ")
end

-- The layer with most zeros, where these are many.
local function say_zeros(layers)
  local most, share
  for _, layer in ipairs(layers) do
    local here = layer.n > 0 and layer.zeros / layer.n or 0
    if here > (share or 0.2) then most, share = layer, here end
  end
  return most and ("up to %s are exactly 0 (layer %s)"):format(percent(share), most.name) or nil
end

local function say_gaps(layers)
  local n = 0
  for _, layer in ipairs(layers) do n = n + layer.gaps end
  return n > 0 and ("%s NaN or infinite and left out"):format(number.count(n, "value")) or nil
end

--- Say layers in one sentence. what: "weights", …
function M.describe(figure, what)
  local layers = figure.layers
  local parts = {("%s of %s"):format(what, number.count(#layers, "layer"))}
  parts[2] = figure.is_log and "middle size " .. say_all(layers, "size")
    or "standard deviation " .. say_all(layers, "sd")
  if figure.is_log and #layers > 1 and layers[#layers].size > 0 then
    parts[3] = ("that of the first is %s times that of the last"):format(
      tiny(layers[1].size / layers[#layers].size))
  end
  parts[#parts + 1] = say_zeros(layers)
  parts[#parts + 1] = say_gaps(layers)
  return words.join(parts)
end

--- Begin a kind of figure that is laid out so; it adds `build`. what: "weights", …
function M.kind(what)
  return {
    scene = M.scene,
    describe = function(figure) return M.describe(figure, what) end,
    summary = function(figure)
      return ("%s of %s"):format(what, number.count(#figure.layers, "layer"))
    end,
  }
end

return M
