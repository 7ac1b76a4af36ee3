--- A network layer by layer: what each layer with weights hands on, and what may be done on the
-- way.
-- Requires core and fit.net. Works on Sequentials (nested or not); a module of the user's own
-- counts as one layer, because nobody can see into it.

local core = require "gradus.core"
local net = require "gradus.fit.net"

local M = {}

local activation_names

--- Is this layer an activation (ReLU, Tanh, …)?
function M.is_activation(layer)
  if not activation_names then
    activation_names = {}
    for _, record in ipairs(core.records()) do
      if record.kind == "activation" then activation_names[record.name] = true end
    end
  end
  return activation_names[net.name(layer)] or false
end

--- The stages of a network: a list of {layer, index, act, last}. Each begins with a layer that has
-- weights (normalisation layers belong to the stage they follow); `act` is the activation in it.
function M.stages(model)
  local stages, layers = {}, net.layers(model)
  for i, layer in ipairs(layers) do
    local name = net.name(layer)
    local is_norm = name == "BatchNorm1d" or name == "LayerNorm"
    if net.parameter_count(layer) > 0 and not (is_norm and #stages > 0) then
      stages[#stages + 1] = {layer = layer, index = i, name = name, last = i}
    elseif #stages > 0 then
      local stage = stages[#stages]
      if M.is_activation(layer) then stage.act, stage.last = name, i end
    end
  end
  return stages, layers
end

--- Run x through the network. after(stage, y): called with what a stage hands on (behind its
-- activation); what it returns goes on in place of y. Returns the output.
function M.run(model, x, after)
  local stages, layers = M.stages(model)
  local at = {}
  for _, stage in ipairs(stages) do at[stage.last] = stage end
  for i, layer in ipairs(layers) do
    x = layer(x)
    if at[i] then x = after(at[i], x) or x end
  end
  return x
end

return M
