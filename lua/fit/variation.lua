--- The network of an earlier run, varied: its first weights, with another dropout, activation or
-- start.
-- Requires core, err, fit.net, fit.through, nn and options. Copies; the earlier network stays as it
-- is.

local core = require "gradus.core"
local err = require "gradus.err"
local net = require "gradus.fit.net"
local options = require "gradus.options"
local through = require "gradus.fit.through"

local M = {}

local function activation_called(word, level)
  local plain = word:lower():gsub("[^%a]", "")
  for _, record in ipairs(core.records()) do
    if record.kind == "activation" and record.name:lower() == plain then
      return core.nn[record.name]
    end
  end
  err.raise("E0102", ("again: there is no activation %q"):format(word),
    'For example "relu", "tanh", "sigmoid", "leaky_relu".', level + 1)
end

-- Is there a layer with weights after position i? Then what stands at i belongs to a hidden layer.
local function is_hidden(layers, i)
  for k = i + 1, #layers do
    if net.parameter_count(layers[k]) > 0 then return true end
  end
  return false
end

-- The layers anew, each hidden activation replaced by `act` and followed by `drop` where they are
-- given.
local function rebuilt(model, act, drop, removes)
  local layers, out = net.layers(model), {}
  for i, layer in ipairs(layers) do
    local name = net.name(layer)
    local hidden = through.is_activation(layer) and is_hidden(layers, i)
    if name ~= "Dropout" or not removes then
      out[#out + 1] = hidden and act and act() or layer
      if hidden and drop then out[#out + 1] = drop() end
    end
  end
  return require("gradus.nn").Sequential(out)
end

local function dropout_maker(given)
  if given == nil or given == false then return nil end
  if given == true then return function() return core.nn.Dropout{drop = 0.5} end end
  local args = type(given) == "number" and {drop = given} or given
  core.nn.Dropout(args) -- complains about the options before anything is trained
  return function() return core.nn.Dropout(args) end
end

local function check_opens(model, what, level)
  if net.name(model) == "Sequential" then return end
  err.raise("E0103", ("again: %s can be changed only inside of nn.Sequential, this network is %s")
    :format(what, options.kind(model)), "Build the other network and say model = ….", level + 1)
end

-- {constant = 0.1}, {normal = 0.01}, {uniform = 1} as in nn.Linear, or the name of a rule.
local function draw_anew(model, rule)
  local apply = require("gradus.nn").init.model
  if type(rule) ~= "table" then return apply(model, rule) end
  local name, number = next(rule)
  if name == "normal" then return apply(model, name, 0, number) end
  if name == "uniform" then return apply(model, name, -number, number) end
  return apply(model, name, number)
end

--- The network that a repeated run begins with: the first weights of run h, or what `changes` (of
-- again) make of them. level: whose line is to blame.
function M.network(h, changes, level)
  local model = changes.model or h:first_model()
  local drop, act = dropout_maker(changes.dropout), nil
  if changes.act then act = activation_called(changes.act, level + 1) end
  if act or changes.dropout ~= nil then
    check_opens(model, changes.act and "the activation" or "dropout", level + 1)
    model = rebuilt(model, act, drop, changes.dropout ~= nil)
  end
  if changes.init then
    core.with_seed(h.seed, draw_anew, model, changes.init)
  end
  return model
end

return M
