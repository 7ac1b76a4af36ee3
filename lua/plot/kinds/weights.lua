--- Kind "weights": the weights, layer by layer, as small histograms.
-- Requires doc, fail, input, layers, network and signature.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local layers = require "gradus.plot.layers"
local network = require "gradus.plot.network"
local signature = require "gradus.plot.signature"

local M = layers.kind "weights"

local OPTIONS = {
  title = {type = "string", doc = "what stands above the picture"},
}

doc.add {
  name = "plot.weights", summary = "Draw the weights of each layer as small histograms.",
  usage = "plot.weights(model[, {title=}])",
  args = signature.args({
    {name = "model", type = "module", doc = "a network; nn.Sequential is looked into"},
  }, OPTIONS, {"title"}),
  text = "The heights of each layer are its own; sd is the standard deviation. Biases are "
    .. "left out.",
  example = "plot.weights(mlp(2, 16, 16, 1))",
  see = {"plot.activations", "plot.gradients", "health"},
}

--- Build the figure. errors: E0103 no network, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.weights", options, OPTIONS)
  local lists = network.weights("plot.weights", args[1])
  return layers.fill({title = options.title, is_log = false,
    x = {label = "weight", is_flush = true},
    y = {label = "layer", is_flush = true}}, lists)
end

return M
