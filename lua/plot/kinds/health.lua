--- Kind "health": how signals and gradients pass through a network: four bars for each layer.
-- Requires doc, fail, input, network, number, scene, text and words; gradus.health, when a network
-- is to be measured. Deviation and gradient are drawn by powers of ten: where they vanish, bars
-- shrink from layer to layer.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local network = require "gradus.plot.network"
local number = require "gradus.plot.number"
local scene = require "gradus.plot.scene"
local signature = require "gradus.plot.signature"
local text = require "gradus.plot.text"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {title = {type = "string", doc = "what stands above the picture"}}

-- The columns: the field of a layer, what it is called, and how it is measured.
local COLUMNS = {
  {field = "out_sd", name = "output sd", is_log = true, colour = "series1"},
  {field = "grad_w", name = "gradient", is_log = true, colour = "series2"},
  {field = "dead", name = "dead units", colour = "series5"},
  {field = "saturated", name = "flat units", colour = "series4"},
}

-- Shares of units for dead and saturated; nil where a layer cannot be either.
local function value_of(layer, column)
  local v = layer[column.field]
  if column.is_log or v == nil then return v end
  return v / layer.units
end

local function read_layers(result)
  local out = {}
  for i, layer in ipairs(result.layers) do
    out[i] = {name = ("%d %s %d"):format(i, layer.act or layer.name, layer.units)}
    for _, column in ipairs(COLUMNS) do out[i][column.field] = value_of(layer, column) end
  end
  return out
end

local function has_values(layers, field)
  for _, layer in ipairs(layers) do
    if layer[field] ~= nil then return true end
  end
  return false
end

-- A logarithmic scale from a little below the least to the greatest value; at least one decade.
local function log_scale(layers, field)
  local lo, hi = math.huge, 0
  for _, layer in ipairs(layers) do
    local v = layer[field]
    if number.is_finite(v) and v > 0 then lo, hi = math.min(lo, v), math.max(hi, v) end
  end
  if hi == 0 then return function() return 0 end end
  local low = math.min(math.log(lo) - 0.3, math.log(hi) - math.log(10))
  local length = math.log(hi) - low
  return function(v)
    if not number.is_finite(v) then return 1 end
    return v > 0 and math.max(0.02, (math.log(v) - low) / length) or 0
  end
end

local function columns_of(layers)
  local out = {}
  for _, column in ipairs(COLUMNS) do
    if has_values(layers, column.field) then
      out[#out + 1] = setmetatable({
        share = column.is_log and log_scale(layers, column.field) or function(v) return v end,
      }, {__index = column})
    end
  end
  return out
end

doc.add {
  name = "plot.health",
  summary = "Draw how signals and gradients pass through a network, layer by layer.",
  usage = "plot.health(model, ds), plot.health(health(model, ds))",
  args = signature.args({
    {name = "model", type = "module", doc = "a network"},
    {name = "ds", type = "dataset", doc = "rows to send through it"},
  }, OPTIONS, {"title"}),
  text = "Output sd and gradient are drawn by powers of ten: equal steps from layer to layer mean "
    .. "that a signal shrinks by the same factor each time. Dead: ReLU units that are 0 for every "
    .. "row. Flat: units at the flat ends of a sigmoid or tanh.",
  example = "plot.health(mlp(2, 16, 16, 1), data.moons{n=50})",
  see = {"health", "plot.activations", "plot.gradients"},
}

--- Build a health figure. errors: E0103, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.health", options, OPTIONS)
  local result = args[1]
  if type(input.field(result, "layers")) ~= "table" then
    network.check("plot.health", result)
    result = require("gradus.health").health(result, args[2])
  end
  local layers = read_layers(result)
  return {title = options.title, layers = layers, columns = columns_of(layers),
    x = {label = "output deviation, gradient norm, dead and flat units"}, y = {label = "layer"}}
end

local function percent(v) return ("%d %%"):format(math.floor(v * 100 + 0.5)) end

local function say(v, column)
  if v == nil then return "-" end
  if not column.is_log then return percent(v) end
  return number.tiny(v)
end

-- ---- the picture ------------------------------------------------------------

local function widest(sc, list, role)
  local width = 0
  for _, s in ipairs(list) do width = math.max(width, sc:width(s, role)) end
  return width
end

local function texts_of(figure, column)
  local out = {}
  for i, layer in ipairs(figure.layers) do out[i] = say(layer[column.field], column) end
  return out
end

-- Most units dead or flat: said by a mark, not by colour alone.
local function is_bad(v, column) return not column.is_log and v ~= nil and v >= 0.5 end

-- The name of a column; where there is room it says that bars grow by powers of ten.
local function head_of(sc, column, room)
  local full = column.is_log and column.name .. " (log)" or column.name
  return sc:width(full, "ylabel") <= room and full or column.name
end

local function draw_column(figure, sc, column, box)
  local numbers = texts_of(figure, column)
  local room = widest(sc, numbers, "tick") + 1
  local length = math.max(1, box.w - room - 2)
  sc:text(box.x, box.head, text.clip(head_of(sc, column, box.w), box.w // 1), {role = "ylabel"})
  for i, layer in ipairs(figure.layers) do
    local y, v = box.y + (i - 0.5) * box.pitch, layer[column.field]
    local colour = is_bad(v, column) and "val" or nil
    sc:text(box.x + room - 1, y, numbers[i], {anchor = "end", role = "tick", colour = colour})
    local share = v and column.share(v) or 0
    if share > 0 then
      sc:rect(box.x + room, sc.is_paper and y - 0.3 or y - 0.5, share * length,
        sc.is_paper and 0.6 or 1, {role = "level", colour = column.colour})
    end
    if is_bad(v, column) then
      sc:text(box.x + room + share * length + (sc.is_paper and 0.3 or 0), y, "!",
        {role = "label", colour = "val"})
    end
  end
end

local function layout_rows(figure, size, sc_rows_above)
  local count = #figure.layers
  if size.paper then return size.rows, math.min(3.2, (size.rows - sc_rows_above) / count) end
  return count + sc_rows_above, 1
end

--- Lay a health figure out for `size`; the picture is as high as there are layers.
function M.scene(figure, size)
  local title = figure.title and (size.paper and 1.9 or 1) or 0
  local above = title + (size.paper and 1.4 or 1)
  local rows, pitch = layout_rows(figure, size, above)
  local sc = scene.new(setmetatable({rows = rows}, {__index = size}))
  if figure.title then sc:text(0, 0.5, text.clean(figure.title), {role = "title"}) end
  local names = {}
  for i, layer in ipairs(figure.layers) do names[i] = layer.name end
  local left = math.max(widest(sc, names, "label"), 5) + 2
  local head = title + 0.5
  sc:text(0, head, "layer", {role = "ylabel"})
  for i, name in ipairs(names) do
    sc:text(0, above + (i - 0.5) * pitch, name, {role = sc.is_paper and "label" or "tick"})
  end
  local width = (sc.columns - left) / #figure.columns
  for i, column in ipairs(figure.columns) do
    local x = left + (i - 1) * width
    if not sc.is_paper then x = x // 1 end
    draw_column(figure, sc, column, {x = x, w = width - 1, y = above, head = head, pitch = pitch})
  end
  return sc
end

-- ---- in words ---------------------------------------------------------------

local function say_column(figure, column)
  local layers = figure.layers
  local first, last = layers[1][column.field], layers[#layers][column.field]
  if column.is_log then
    return ("%s %s in the first layer, %s in the last"):format(column.name, say(first, column),
      say(last, column))
  end
  local most, at = 0, nil
  for _, layer in ipairs(layers) do
    if (layer[column.field] or 0) > most then most, at = layer[column.field], layer end
  end
  return at and ("up to %s %s (layer %s)"):format(percent(most), column.name, at.name)
    or "no " .. column.name
end

--- Say a health figure in one sentence.
function M.describe(figure)
  local parts = {number.count(#figure.layers, "layer")}
  for _, column in ipairs(figure.columns) do parts[#parts + 1] = say_column(figure, column) end
  return words.join(parts)
end

--- Name a health figure in a few words.
function M.summary(figure)
  return ("health of %s"):format(number.count(#figure.layers, "layer"))
end

return M
