--- What a network is made of, read from its graph: layers with weights in the order of the data,
-- and what stands behind each.
-- Requires core. Judges nothing. A layer is {node=, weight=, bias=, units=, inputs=, act=,
-- act_node=, gate=, norm=, next=, hidden=, text=}.

local core = require "gradus.core"

local M = {}

local layer_ops = {linear = true, matmul = true, conv2d = true, maxout = true}
local bends = {relu = true, leaky_relu = true, tanh = true, sigmoid = true, elu = true, selu = true,
  gelu = true, silu = true, softplus = true, clamp = true, maximum = true}

-- Ops after which one layer's numbers still are the sums that it made.
local straight = {dropout = true, batch_norm = true, reshape = true, squeeze = true,
  unsqueeze = true}

local function is_weight(input)
  return type(input) ~= "number" and core.is_parameter(input) and #input.shape >= 2
end

-- The weight itself where it was turned before: x:matmul(w:t()).
local function unturned(nodes, input)
  local node = type(input) == "number" and nodes[input]
  if node and node.op == "t" then return node["in"][1], true end
  return input, false
end

-- The weight that meets the data, and whether its units stand in columns: in x:matmul(w) they do.
local function weight_of(nodes, node)
  if not layer_ops[node.op] then return nil end
  for at, input in ipairs(node["in"]) do
    local weight, was_turned = unturned(nodes, input)
    if is_weight(weight) then return weight, (node.op == "matmul" and at == 2) ~= was_turned end
  end
end

local function is_bias(input)
  return type(input) ~= "number" and core.is_parameter(input)
end

-- The one node that takes number i, or nil where there is none or are several.
local function users_of(nodes)
  local users = {}
  for i, node in ipairs(nodes) do
    for _, k in ipairs(node["in"]) do
      if type(k) == "number" then
        users[k] = users[k] == nil and i or false
      end
    end
  end
  return users
end

-- Which nodes have layers above them: a bias that is added on its own is none.
local function below_layers(nodes, by_node)
  local below = {}
  for i = #nodes, 1, -1 do
    if below[i] or by_node[i] then
      for _, k in ipairs(nodes[i]["in"]) do
        if type(k) == "number" then below[k] = true end
      end
    end
  end
  return below
end

local function sizes(layer)
  local shape = layer.weight.shape
  if layer.turned then return shape[2], shape[1] end
  return shape[1], layer.weight:numel() // shape[1]
end

local function bias_of(node)
  for at, input in ipairs(node["in"]) do
    if at > 1 and is_bias(input) and #input.shape == 1 then return input end
  end
end

-- Numbers of nodes that others are multiplied by: what a sigmoid lets through is no unit's answer.
local function factors_of(nodes)
  local out = {}
  for _, node in ipairs(nodes) do
    local a, b = node["in"][1], node["in"][2]
    if node.op == "mul" and type(a) == "number" and type(b) == "number" then
      out[a], out[b] = true, true
    end
  end
  return out
end

-- Follows the data behind a layer: its bias, normalisation and activation, up to the next layer.
local function follow(layer, nodes, users, by_node)
  local i = users[layer.node.index]
  while i do
    local node = nodes[i]
    if by_node[i] then
      layer.next = by_node[i]
      return
    elseif (node.op == "add" or node.op == "sub") and not layer.act and bias_of(node) then
      layer.bias = layer.bias or bias_of(node)
    elseif node.op == "batch_norm" or node.op == "layer_norm" then
      layer.norm = layer.norm or {op = node.op, direct = not layer.act}
    elseif bends[node.op] and not layer.act then
      layer.act, layer.act_node = node.op, node
    elseif not straight[node.op] then
      layer.act = layer.act or node.op
    end
    i = users[i]
  end
end

local function text(layer, number)
  return ("layer %d (%d -> %d)"):format(number, layer.inputs, layer.units)
end

--- The layers of a surveyed graph (graph.lua), first to last.
function M.read(graph)
  if graph.anatomy then return graph.anatomy end
  local out, by_node = {}, {}
  for i, node in ipairs(graph.nodes) do
    local weight, turned = weight_of(graph.nodes, node)
    if weight then
      local layer = {node = node, weight = weight, bias = bias_of(node), hidden = false,
        turned = turned}
      layer.units, layer.inputs = sizes(layer)
      out[#out + 1] = layer
      by_node[i] = layer
      layer.text = text(layer, #out)
    end
  end
  local users, below = users_of(graph.nodes), below_layers(graph.nodes, by_node)
  local factors = factors_of(graph.nodes)
  for _, layer in ipairs(out) do
    follow(layer, graph.nodes, users, by_node)
    layer.hidden = below[layer.node.index] or false
    layer.gate = layer.act == "sigmoid" and factors[layer.act_node.index] or false
  end
  graph.anatomy = out
  return out
end

--- Is it a formula with a few numbers to find, without any layer? They and their data are in units
-- of their own.
function M.is_formula(n)
  local graph = n.kept.graph
  return graph ~= nil and #M.read(graph) == 0
end

--- How large a layer's sums are for inputs of size 1: about 0.6 to 1.4 for weights drawn as usual.
function M.gain(weight, inputs)
  return (weight:detach() ^ 2):mean():item() ^ 0.5 * inputs ^ 0.5
end

-- Rows that are equal to another one, to about 4 digits.
local function count_twins(rows)
  local seen, twins = {}, 0
  for _, row in ipairs(rows) do
    local key = table.concat(row, " ")
    seen[key] = (seen[key] or 0) + 1
  end
  for _, count in pairs(seen) do
    if count > 1 then twins = twins + count end
  end
  return twins
end

--- How far the units of a layer lie apart, in lengths of their weights: 0, all are equal; about 1
-- where they were drawn.
function M.spread(layer)
  local w = layer.weight:detach()
  w = layer.turned and w:t() or w:reshape(layer.units, -1)
  local length = w:norm():item()
  return length > 0 and (w - w:mean(1)):norm():item() / length or 0
end

--- How many units of a layer are equal to another one, by their weights and biases; 0 where these
-- are no numbers any more.
function M.twins(layer)
  local w = layer.weight:detach()
  if layer.turned then w = w:t() end
  w = w:reshape(layer.units, -1)
  if layer.bias and layer.bias:numel() == layer.units then
    w = core.cat({w, layer.bias:detach():reshape(layer.units, 1)}, 2)
  end
  if w:isfinite():all():item() == 0 then return 0 end
  local largest = w:abs():max():item()
  if largest - largest ~= 0 then return 0 end -- no numbers any more
  if largest > 0 then w = w * (5000 / largest) end
  local rows = w:tolist()
  for _, row in ipairs(rows) do
    for j, value in ipairs(row) do row[j] = math.floor(value + 0.5) | 0 end
  end
  return count_twins(rows)
end

return M
