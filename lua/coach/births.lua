--- How a network begins: its weights, and what its hidden units do with the first batch.
-- Requires core, anatomy. Taken once, before the first step; judges nothing.

local core = require "gradus.core"
local anatomy = require "gradus.coach.anatomy"

local M = {}

local flat = {tanh = {-0.98, 0.98}, sigmoid = {0.02, 0.98}}

-- Units by the share of rows in which they do nothing: those that never do, or in fewer than one
-- row in ten.
local function idle_units(act, y)
  if #y.shape ~= 2 then return nil end
  if act == "relu" then return y:gt(0):sum(1):eq(0):sum():item() // 1 | 0 end
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

local function look_at(layer)
  local born = {text = layer.text, units = layer.units, act = layer.act, hidden = layer.hidden,
    layer = layer, gain = anatomy.gain(layer.weight, layer.inputs), twins = 0}
  local act = layer.act_node
  if act and layer.hidden then
    born.rows = act.out.shape[1]
    born.idle = idle_units(layer.act, act.out)
  end
  born.bias = layer.bias and layer.bias:detach():mean():item() or 0
  if layer.hidden and layer.units > 1 then
    local rows = layer.turned and layer.weight:t() or layer.weight
    born.twins = core.twins(rows, layer.bias)
    born.alike = born.twins == layer.units and goes_out_alike(layer)
  end
  return born
end

--- What there is at the birth of network n: a list of {text=, units=, act=, gain=, bias=, idle=,
-- rows=, twins=, alike=}; nil where the first step was not seen, or weights came from elsewhere.
function M.of(n)
  local kept = n.kept
  if kept.births ~= nil then return kept.births or nil end
  if not kept.graph then return nil end
  kept.births = false
  if n.steps > 0 or n.book.loaded then return nil end
  local births = {}
  for i, layer in ipairs(anatomy.read(kept.graph)) do births[i] = look_at(layer) end
  kept.births = births
  return births
end

return M
