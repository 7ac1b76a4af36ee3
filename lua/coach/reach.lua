--- Whether a network's output can reach its targets: what bounds the output, and what of the loss
-- stays where the targets lie outside. Any loss counts that asks for the targets, no more and no
-- less: it is computed once more, with the targets and what comes nearest to them for the output.
-- Requires core, dataset, graph. Judges by numbers; says nothing.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local graph = require "gradus.coach.graph"

local M = {}

local ranges = {relu = {0, math.huge}, softplus = {0, math.huge}, sigmoid = {0, 1}, tanh = {-1, 1}}
local measures = {MSELoss = true, L1Loss = true, HuberLoss = true}
local FEW = 8      -- numbers
local MUCH = 0.1   -- of what the best constant costs
local LITTLE = 0.05 -- of what stays: overshooting that costs less is welcome

-- What an op with a number c makes of a number.
local moves = {
  add = function(x, c) return x + c end, sub = function(x, c) return x - c end,
  mul = function(x, c) return x * c end, div = function(x, c) return x / c end,
}

-- The number that an op is given second, unless it is learned.
local function constant(node)
  local c = node["in"][2]
  if c == nil or type(c) == "number" or c:numel() ~= 1 or core.is_parameter(c) then return nil end
  return c:item()
end

-- The node that bounds the output `at`, the lowest and the highest number that it gives: what is
-- behind the bound only moves and stretches it. nil: there is none.
local function range_of(nodes, at)
  local node = graph.maker(nodes, at)
  if not node then return nil end
  local range = ranges[node.op]
  if range then return node, range[1], range[2] end
  local move, c = moves[node.op], constant(node)
  if not move or not c or c == 0 then return nil end
  local bound, low, high = range_of(nodes, node["in"][1])
  if not bound then return nil end
  low, high = move(low, c), move(high, c)
  return bound, math.min(low, high), math.max(low, high)
end

-- An output against targets of its shape, in a loss of the library's or as a difference: {at=, y=}.
local function compared(node)
  local a, b = node["in"][1], node["in"][2]
  if type(a) ~= "number" then a, b = b, a end
  if type(a) ~= "number" or not b or type(b) == "number" or b:numel() < 2 then return nil end
  return not core.is_parameter(b) and {at = a, y = b} or nil
end

-- The targets, one for each number of the output: several columns may share one (quantiles).
local function stretched(y, out)
  local fits = #y.shape == #out.shape and #y.shape > 0
  for d, size in ipairs(y.shape) do
    fits = fits and (size == out.shape[d] or d > 1 and size == 1)
  end
  return fits and core.zeros_like(out) + y or nil
end

-- What stays of the loss where the output comes as near to the targets as it can, and what the best
-- constant costs; nil where the loss does not ask for the targets, no more and no less.
local function floor_of(nodes, at, y, low, high)
  local near = y:clamp(low, high)
  local function cost(value) return graph.rerun(nodes, {[at] = value}) end
  local best, left, over = cost(y), cost(near), cost(y + (y - near))
  local mean = cost(core.zeros_like(y) + (y:dim() == 2 and y:mean(1) or y:mean()))
  if not (best and left and over and mean) or left <= best then return nil end
  if over - best < LITTLE * (left - best) then return nil end
  return left - best, mean - best
end

-- A batch of few rows may lie outside by chance: does the whole set, as far as it is known?
local function is_usual(y, low, high)
  local ds = dataset.behind(y)
  if not ds or ds.y:numel() < FEW then return false end
  local missing = ds.y - ds.y:clamp(low, high)
  return (missing * missing):mean():item() > MUCH * ds.y:var():item()
end

local function beyond(nodes, pair)
  local node, low, high = range_of(nodes, pair.at)
  local y = node and stretched(pair.y, nodes[pair.at].out)
  if not y or y:min():item() >= low and y:max():item() <= high then return nil end
  if y:numel() < FEW and not is_usual(pair.y, low, high) then return nil end
  local floor, whole = floor_of(nodes, pair.at, y, low, high)
  if not floor or floor <= MUCH * whole then return nil end
  return {op = node.op, low = low, high = high, floor = floor, y = pair.y}
end

-- Ops after which a difference is still one.
local straight = {add = true, sub = true, mul = true, div = true, neg = true, reshape = true,
  squeeze = true, unsqueeze = true, narrow = true, select = true}

-- Is input k something else that is learned, of more than one number?
local function is_learned(nodes, k)
  if type(k) ~= "number" then return core.is_parameter(k) and k:numel() > 1 end
  return (nodes[k].below or nodes[k].weight ~= nil) and nodes[k].out:numel() > 1
end

-- How a node has to do with a difference: nil not at all, "plain" where it still is one, "bent"
-- where it was squared or the like; whether something else that is learned comes in; and how it was
-- before.
local function relation(nodes, node, state)
  local own, count, others = nil, 0, false
  for _, k in ipairs(node["in"]) do
    if state[k] then
      own, count = own == "bent" and own or state[k], count + 1
    else
      others = others or is_learned(nodes, k)
    end
  end
  if own and (not straight[node.op] or count > 1) then return "bent", others, own end
  return own, others, own
end

-- Is the difference `from` itself what is made small? What a first network leaves may be the task
-- of a second one. A learned width may divide it, and terms of their own may be added later.
local function stands_alone(nodes, from, pair)
  local state = {[from] = nodes[from].op == "sub" and "plain" or "bent"}
  for i = from + 1, #nodes do
    local again = nodes[i].op == "sub" and compared(nodes[i]) -- the same difference, written twice
    if again and again.at == pair.at and again.y == pair.y then state[i] = "plain" end
    local now, others, before = relation(nodes, nodes[i], state)
    local scales = nodes[i].op == "mul" or nodes[i].op == "div"
    local adds = (nodes[i].op == "add" or nodes[i].op == "sub") and before == "bent"
    if now and others and not scales and not adds then return false end
    state[i] = state[i] or now
  end
  return state[#nodes] == "bent"
end

--- The first output of a surveyed graph (graph.lua) that is asked for more than it can give: {op=,
-- low=, high=, floor=, y=}: what bounds it, between which numbers, what of the loss stays, and the
-- targets. nil: there is none. Only while the graph is there.
function M.beyond(g)
  for i, node in ipairs(g.nodes) do
    local pair = (node.op == "sub" or measures[node.op]) and compared(node)
    local found = pair and stands_alone(g.nodes, i, pair) and beyond(g.nodes, pair)
    if found then return found end
  end
end

return M
