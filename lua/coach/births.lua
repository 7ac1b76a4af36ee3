--- How a network begins: its weights, and what its hidden units do with the first batch.
-- Requires core, anatomy. Taken once, before the first step; judges nothing.

local core = require "gradus.core"
local anatomy = require "gradus.coach.anatomy"

local M = {}

local flat = {tanh = {-0.98, 0.98}, sigmoid = {0.02, 0.98}}

-- Units (maps) that are above 0 for no row.
local function never_above(y)
  return y:gt(0):sum(1):eq(0):sum():item() // 1 | 0
end

-- What a layer's units gave, a column for each: the places of a map are rows like others.
local function columns(layer, y)
  if layer.node.op ~= "conv2d" then return #y.shape >= 2 and y:reshape(-1, layer.units) end
  local highest = y
  for dim = #y.shape, 3, -1 do highest = highest:max(dim) end
  return layer.act ~= "tanh" and layer.act ~= "sigmoid" and highest
end

-- Units by the share of rows in which they do nothing: those that never do, or in fewer than one
-- row in ten.
local function idle_units(act, y)
  if act == "relu" then return never_above(y) end
  local limits = flat[act]
  if not limits then return nil end
  return (y:lt(limits[1]) + y:gt(limits[2])):mean(1):gt(0.9):sum():item() // 1 | 0
end

-- Do all units of a layer go out with equal weights, too? Then nothing ever tells them apart.
local function goes_out_alike(layer)
  local after = layer.next
  if not after then return false end
  local w = after.weight:detach()
  if w:max():item() == w:min():item() then return true end
  if #w.shape ~= 2 or after.inputs ~= layer.units then return false end
  local units = after.turned and 1 or 2
  return (w:max(units) - w:min(units)):abs():max():item() == 0
end

local NUDGE, ALIKE, LOW = 0.01, 0.02, 0.5 -- of an input; slopes that do not differ; small ones

-- Units of any other activation with one small slope for all rows: at their flat end, or on the low
-- side of their bend. Found by a nudge.
local function straight_units(layer, graph)
  local node = layer.act_node
  local from = node["in"][1]
  local x = type(from) == "number" and graph.nodes[from].out
  if not x or layer.node.op == "conv2d" or #x.shape < 2 then return nil end
  local inputs = {x:detach() + NUDGE}
  for k = 2, #node["in"] do inputs[k] = node["in"][k] end
  local ok, there = pcall(core.redo, node.out, inputs)
  if not ok or not there then return nil end
  local slope = ((there - node.out:detach()) / NUDGE):reshape(-1, layer.units)
  local most, least = slope:max(1), slope:min(1)
  return ((most - least):lt(ALIKE) * most:lt(LOW)):sum():item() // 1 | 0
end

local function look_at(layer, graph)
  local born = {text = layer.text, units = layer.units, act = layer.act, hidden = layer.hidden,
    layer = layer, gain = anatomy.gain(layer.weight, layer.inputs), twins = 0}
  local act = layer.act_node
  if act and layer.hidden and not layer.gate then
    local y = columns(layer, act.out)
    born.rows = act.out.shape[1]
    born.idle = y and idle_units(layer.act, y) or nil
    born.straight = not born.idle and straight_units(layer, graph) or nil
  end
  born.bias = layer.bias and layer.bias:detach():mean():item() or 0
  if layer.hidden and layer.units > 1 then
    local rows = layer.turned and layer.weight:t() or layer.weight
    born.twins = core.twins(rows, layer.bias)
    born.equal = core.twins(rows)
    born.alike = born.twins == layer.units and goes_out_alike(layer)
  end
  return born
end

--- What there is at the birth of network n: a list of {text=, units=, act=, gain=, bias=, idle=,
-- straight=, rows=, twins=, equal=, alike=}; straight: idle units of other activations than ReLU,
-- tanh and sigmoid; equal: twins but for their biases; nil where the first step was not seen, or
-- weights came from elsewhere or are no numbers: a part of another network may have been
-- broken before.
function M.of(n)
  local kept = n.kept
  if kept.births ~= nil then return kept.births or nil end
  if not kept.graph then return nil end
  kept.births = false
  if n.steps > 0 or n.book.loaded then return nil end
  local births = {}
  for i, layer in ipairs(anatomy.read(kept.graph)) do
    births[i] = look_at(layer, kept.graph)
    if births[i].gain - births[i].gain ~= 0 then return nil end
  end
  kept.births = births
  return births
end

-- Is this layer among those known already?
local function is_known(list, layer)
  for _, born in ipairs(list) do
    if born.layer.weight == layer.weight then return true end
  end
  return false
end

--- The layers that came into the graph of network n after the first step, as of M.of, with `step`,
-- when they came: a generator behind its discriminator. The latest survey is looked at; what came
-- with an earlier one was seen then.
function M.later(n)
  local births, kept = M.of(n), n.kept
  kept.later = kept.later or {}
  if not births or kept.later_seen == kept.surveys then return kept.later end
  kept.later_seen = kept.surveys
  for _, layer in ipairs(anatomy.read(kept.graph)) do
    local new = not is_known(births, layer) and not is_known(kept.later, layer)
    if new then
      local born = look_at(layer, kept.graph)
      born.step = n.steps
      table.insert(kept.later, born)
    end
  end
  return kept.later
end

return M
