--- Kind "activations": what the layers hand on, layer by layer, as small histograms.
-- Requires doc, fail, input, layers, network and signature.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local layers = require "gradus.plot.layers"
local network = require "gradus.plot.network"
local signature = require "gradus.plot.signature"

local M = layers.kind "activations"

local OPTIONS = {
  title = {type = "string", doc = "what stands above the picture"},
}

doc.add {
  name = "plot.activations", summary = "Draw what each layer hands on as small histograms.",
  usage = "plot.activations(model, x[, {title=}])",
  args = signature.args({
    {name = "model", type = "module", doc = "a network, asked in evaluation mode"},
    {name = "x", type = "tensor or dataset", doc = "the inputs to send through it"},
  }, OPTIONS, {"title"}),
  text = "Layers are taken behind their activation. The heights of each layer are its own; "
    .. "sd is the standard deviation, and the share of exact zeros is named (ReLU).",
  example = "plot.activations(mlp(2, 16, 16, 1), randn(100, 2))",
  see = {"plot.gradients", "plot.weights", "plot.health", "health"},
}

--- Build the figure. errors: E0103 no network, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.activations", options, OPTIONS)
  local lists = network.activations("plot.activations", args[1], args[2])
  return layers.fill({title = options.title, is_log = false,
    x = {label = "activation", is_flush = true},
    y = {label = "layer", is_flush = true}}, lists)
end

return M
