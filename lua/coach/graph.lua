--- The graph behind a loss as the rules read it: layers, dropouts, losses, what made what.
-- Requires core. Judges nothing.
--
-- A node is {op=, out=, args=, in=}; an entry of `in` is the number of a node, or a tensor that was
-- there before.

local core = require "gradus.core"

local M = {}

local loss_names

local function is_loss(op)
  if not loss_names then
    loss_names = {}
    for _, record in ipairs(core.records()) do
      if record.kind == "loss" then loss_names[record.name] = true end
    end
  end
  return loss_names[op] or false
end

-- Ops that hand the same numbers on.
local reshapes = {reshape = true, squeeze = true, unsqueeze = true, narrow = true, select = true,
  index_select = true}

--- The node that made input `at` of a node (a number or a tensor), through mere reshaping; nil for
-- what was not computed. also: further ops to look through.
function M.maker(nodes, at, also)
  while type(at) == "number" do
    local node = nodes[at]
    if not (reshapes[node.op] or also and also[node.op]) then return node, at end
    at = node["in"][1]
  end
end

-- Ops that give something else each time, or change what they keep.
local unsteady = {dropout = true, batch_norm = true}

--- The loss that the graph ends in, had its nodes the given values (number of a node -> tensor);
-- nil where chance takes part. Only before the backward of that loss, while the graph is there.
function M.rerun(nodes, given)
  local values = {}
  for i, node in ipairs(nodes) do
    local inputs, touched = {}, false
    for k, input in ipairs(node["in"]) do
      touched = touched or values[input] ~= nil
      local known = type(input) == "number" and nodes[input].out or input
      inputs[k] = values[input] or known:detach()
    end
    if touched and unsteady[node.op] then return nil end
    values[i] = given[i] or touched and core.redo(node.out, inputs) or nil
  end
  local loss = values[#nodes]
  return loss and loss:numel() == 1 and loss:item() or nil
end

--- The tensor that t was reshaped from, and the op that made that; nil for what was not computed.
function M.source(t)
  local inputs, op = core.inputs(t)
  while op and reshapes[op] do
    t = inputs[1]
    inputs, op = core.inputs(t)
  end
  return t, op, inputs
end

local function weights_of(node)
  local weight, bias
  for _, input in ipairs(node["in"]) do
    if type(input) ~= "number" and core.is_parameter(input) then
      if not weight then weight = input else bias = bias or input end
    end
  end
  return weight, bias
end

-- Which nodes have layers that learn above them, and which below.
local function mark_depth(nodes)
  local above, below = {}, {}
  for i = #nodes, 1, -1 do
    if above[i] or nodes[i].weight then
      for _, k in ipairs(nodes[i]["in"]) do
        if type(k) == "number" then above[k] = true end
      end
    end
  end
  for i, node in ipairs(nodes) do
    for _, k in ipairs(node["in"]) do
      if type(k) == "number" and (below[k] or nodes[k].weight) then below[i] = true end
    end
  end
  for i, node in ipairs(nodes) do node.above, node.below = above[i] or false, below[i] or false end
end

-- pred - y, then squared or made positive: an error written out.
local function error_of(nodes, node)
  local squares = node.op == "pow" or node.op == "mul" or node.op == "abs"
  local at = squares and node["in"][1]
  local minus = type(at) == "number" and nodes[at]
  if not minus or minus.op ~= "sub" or node.op == "mul" and node["in"][2] ~= at then return nil end
  local a, b = minus["in"][1], minus["in"][2]
  if type(a) ~= "number" then a, b = b, a end
  if type(a) ~= "number" or type(b) == "number" or b:numel() < 2 or core.is_parameter(b) then
    return nil
  end
  return {op = node.op == "abs" and "L1Loss" or "MSELoss", ["in"] = {a, b}, by_hand = true}
end

local function is_number(input) return type(input) ~= "number" and input:numel() == 1 end

-- The softmax behind a logarithm of it, perhaps with a small number added first.
local function shares_below(nodes, at)
  local node = M.maker(nodes, at, {log = true, clamp = true})
  if node and node.op == "add" and is_number(node["in"][2]) then
    node = M.maker(nodes, node["in"][1])
  end
  if node and (node.op == "softmax" or node.op == "log_softmax") then return node end
end

-- Is each row a single 1 among zeros, or shares of 1?
local function are_rows_of_one(y)
  return y:dim() == 2 and y:size(2) > 1 and not core.is_parameter(y) and y:min():item() >= 0
    and (y:sum(2) - 1):abs():max():item() < 1e-4
end

-- log(p) * y: a cross-entropy written out.
local function entropy_of(nodes, node)
  if node.op ~= "mul" then return nil end
  local a, y = node["in"][1], node["in"][2]
  if type(a) ~= "number" then a, y = y, a end
  if type(a) ~= "number" or type(y) == "number" then return nil end
  local log = M.maker(nodes, a)
  if not log or log.op ~= "log" and log.op ~= "log_softmax" then return nil end
  local shares = shares_below(nodes, a)
  if shares and are_rows_of_one(y) then
    return {op = "NLLLoss", ["in"] = {shares.index, y}, by_hand = true}
  end
end

local function collect(nodes)
  local out = {nodes = nodes, layers = {}, dropouts = {}, losses = {}, errors = {}, entropies = {}}
  for i, node in ipairs(nodes) do
    node.index = i
    if node.weight then out.layers[#out.layers + 1] = node end
    if node.op == "dropout" or node.op == "batch_norm" then out.is_noisy = true end
    if node.op == "dropout" then out.dropouts[#out.dropouts + 1] = node end
    out.errors[#out.errors + 1] = error_of(nodes, node)
    out.entropies[#out.entropies + 1] = entropy_of(nodes, node)
    if is_loss(node.op) then out.losses[#out.losses + 1] = node end
  end
  for i, node in ipairs(out.layers) do node.number = i end
  return out
end

--- Read the graph behind the tensor `loss`: {nodes=, layers=, dropouts=, losses=, errors=,
-- entropies=, is_noisy=}; errors are squared or absolute differences that were written out,
-- entropies are logarithms of a softmax times shares, both like losses.
-- Layers are nodes with `weight` and perhaps `bias`, numbered; every node knows whether layers lie
-- above and below.
function M.read(loss)
  local nodes = core.graph(loss)
  for _, node in ipairs(nodes) do node.weight, node.bias = weights_of(node) end
  mark_depth(nodes)
  return collect(nodes)
end

return M
