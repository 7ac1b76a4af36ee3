--- What a loss costs where every row gets the same answer, for losses that nobody knows the formula
-- of: written by hand, or put together from several. The ops between the network's outputs and the
-- loss are run once more, with constants for the outputs, and the constants are searched.
-- Requires core, anatomy. Only while the graph is there, before its backward. Judges nothing.

local core = require "gradus.core"
local anatomy = require "gradus.coach.anatomy"

local M = {}

local ROWS = 12                -- fewer say little
local ROUNDS, STILL = 60, 1e-4 -- of the search; a round that brings less is one of the last
local FEW = 20                 -- rounds where only the direction is asked for
local MOST = 4096              -- numbers that are searched
local unsteady = {dropout = true, batch_norm = true}

-- Where the sums of the last layers stand: numbers of nodes. w x + b in two ops is one layer.
local function ends(graph)
  local out = {}
  for _, layer in ipairs(anatomy.read(graph)) do
    if not layer.hidden then out[layer.node.index] = true end
  end
  for i, node in ipairs(graph.nodes) do
    local a, b = node["in"][1], node["in"][2]
    local bias = node.op == "add" and out[a] and type(b) ~= "number" and core.is_parameter(b)
    if bias then out[a], out[i] = nil, true end
  end
  return out
end

-- The nodes behind the outputs, first to last, and the outputs in that order; nil where some of
-- them are of another kind than one row of numbers for each example.
local function plan(graph)
  local at, steps, outputs, touched, rows = ends(graph), {}, {}, {}, nil
  for i, node in ipairs(graph.nodes) do
    local uses = at[i] or false
    for _, k in ipairs(node["in"]) do uses = uses or touched[k] end
    if at[i] then
      local shape = node.out.shape
      if #shape ~= 2 or rows and rows ~= shape[1] then return nil end
      outputs[#outputs + 1], rows, touched[i] = {index = i, width = shape[2]}, shape[1], true
    elseif uses then
      if unsteady[node.op] then return nil end
      steps[#steps + 1], touched[i] = i, true
    end
  end
  local is_whole = rows and rows >= ROWS and touched[#graph.nodes]
  return is_whole and {nodes = graph.nodes, steps = steps, outputs = outputs, rows = rows} or nil
end

-- The loss for the answers x, a row for all or one for each example.
local function run(p, x)
  local values, from = {}, 1
  for _, output in ipairs(p.outputs) do
    local part = x:narrow(2, from, output.width)
    values[output.index] = core.zeros(p.rows, output.width) + part
    from = from + output.width
  end
  for _, i in ipairs(p.steps) do
    local node, inputs = p.nodes[i], {}
    for k, input in ipairs(node["in"]) do
      local known = type(input) == "number" and p.nodes[input].out or input
      inputs[k] = values[input] or known:detach()
    end
    values[i] = core.redo(node.out, inputs)
  end
  return values[#p.nodes]
end

-- The loss at x and where it rises.
local function look(p, x)
  local leaf = x:clone():requires_grad_()
  local loss = run(p, leaf)
  loss:backward()
  return loss:item(), core.peek_grad(leaf):clone()
end

local function dot(a, b) return (a * b):sum():item() end

-- A lower place along the slope: x, its loss and slope; nil: there is none.
local function lower(p, x, value, slope, length)
  for _ = 1, 8 do
    local there = x - slope * length
    local cost, rise = look(p, there)
    if cost < value then return there, cost, rise end
    length = length / 4
  end
end

-- Down the slope from x (steps after Barzilai and Borwein 1988). Returns the lowest loss, where it
-- is, and whether the search came to rest there.
local function descend(p, x, rounds)
  local value, slope = look(p, x)
  local length, calm = 1 / math.max(dot(slope, slope) ^ 0.5, 1e-9), 0
  for _ = 1, rounds do
    local there, cost, rise = lower(p, x, value, slope, length)
    if not there then return value, x, true end
    local way, bend = there - x, rise - slope
    local along = dot(way, bend)
    length = along > 0 and dot(way, way) / along or 4 * length
    calm = value - cost < STILL * math.abs(value) and calm + 1 or 0
    x, value, slope = there, cost, rise
    if calm == 2 then return value, x, true end
  end
  return value, x, false
end

local function is_number(v) return v - v == 0 end

-- Do the best answers to each row cost less than 0? Where they do, the way there is short.
local function is_floorless(p, width, constant, best)
  return best <= 0 or descend(p, core.zeros(p.rows, width) + constant, FEW) < 0
end

local function search(p, before)
  local width = 0
  for _, output in ipairs(p.outputs) do width = width + output.width end
  if width * p.rows > MOST then return nil end
  local nothing = core.zeros(1, width)
  local zero = run(p, nothing):item()
  local alike = before and before.constant.shape[2] == width
  local best, constant, is_calm = descend(p, alike and before.constant or nothing, ROUNDS)
  if not is_calm or not is_number(best) or not is_number(zero) then return nil end
  local floorless = best <= 0 or alike and before.floorless
  if not alike then floorless = is_floorless(p, width, constant, best) end
  return {zero = zero, best = best, floorless = floorless, constant = constant}
end

--- What ignorance costs by the graph of a loss, {zero=, best=, floorless=, constant=}: outputs of
-- 0, the best constant outputs, and whether the best answers to each row would cost less than 0, so
-- that nobody knows how low it can go; and those outputs. before: what was found the last time, to
-- begin there. nil where it cannot be told.
function M.of(graph, before)
  local last = graph.nodes[#graph.nodes]
  local p = last and last.out:numel() == 1 and plan(graph)
  if not p then return nil end
  local recorded = core.record(true)
  local ok, costs = pcall(search, p, before)
  core.record(recorded)
  return ok and costs or nil
end

return M
