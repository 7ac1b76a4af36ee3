--- G0403: two layers with nothing nonlinear between them.
-- A fact, from the graph. Silent where the layer between is narrower than both its sides: a
-- bottleneck is made so on purpose; so are embeddings of words, and a linear layer that stands on
-- the output of a network of its own (a predictor, a probe, a head for contrast).

local anatomy = require "gradus.coach.anatomy"
local names = require "gradus.coach.names"

local function is_bottleneck(first, second)
  return first.units < first.inputs and first.units < second.units
end

-- Rows of mostly zeros, each picking a few columns of weights; there is no bias to bend at.
local function is_embedding(first)
  local x = first.node["in"][1]
  return not first.bias and type(x) ~= "number" and x:eq(0):mean():item() > 0.5
end

-- Does a network of several layers end in `first`? One that goes on with `second` does not.
local function ends_a_network(first, second)
  local function has_both(has) return has(first.weight) and has(second.weight) end
  local function ends(has, weights) return weights > 1 and has(first.weight) end
  return names.any_module(ends) and not names.any_module(has_both)
end

local function said(_, n)
  local graph = n and n.kept.graph
  if not graph then return nil end
  local layers = anatomy.read(graph)
  for _, layer in ipairs(layers) do
    local after = layer.next
    local plain = after and not layer.act and not (layer.norm and layer.norm.op == "layer_norm")
    local form = plain and after.weight == layer.weight -- w' K w: the same weight on both sides
    if plain and not form and after.node.op ~= "maxout" and layer.node.op ~= "maxout"
      and not is_bottleneck(layer, after) and not is_embedding(layer)
      and not ends_a_network(layer, after) then
      return {what = ("Between %s and %s stands no activation: together they compute what one "
        .. "layer %d -> %d can."):format(layer.text, after.text, layer.inputs, after.units),
        fix = ("nn.Sequential(nn.Linear(%d, %d), nn.ReLU(), nn.Linear(%d, %d))"):format(
          layer.inputs, layer.units, after.inputs, after.units)}
    end
  end
end

return {
  code = "G0403", severity = "warning", title = "layers without an activation between them",
  lecture = "Activation functions",
  why = "A product of matrices is a matrix: without something nonlinear between them, two layers "
    .. "can draw no more than a straight border.",
  see = {graph = said},
  passed = function(n) return n.kept.graph and "activations stand between the layers" or nil end,
  text = "W2 (W1 x) = (W2 W1) x: layers in a row without an activation are one linear layer with "
    .. "more weights than it needs. Put a ReLU, tanh or another activation behind every layer but "
    .. "the last.",
  wrong = [[
train = data.moons{n = 200, seed = 1}
model = nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 1))
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(20) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 200, seed = 1}
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(20) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
