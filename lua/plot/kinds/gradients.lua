--- Kind "gradients": the gradients, layer by layer, as small histograms.
-- Requires doc, fail, input, layers, network and signature.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local layers = require "gradus.plot.layers"
local network = require "gradus.plot.network"
local signature = require "gradus.plot.signature"

local M = layers.kind "gradients"

local OPTIONS = {
  title = {type = "string", doc = "what stands above the picture"},
  log = {type = "boolean", default = true, doc = "sizes by powers of ten; false: plain numbers"},
}

doc.add {
  name = "plot.gradients",
  summary = "Draw the sizes of the gradients of each layer as small histograms.",
  usage = "plot.gradients(model[, ds][, {log=true, title=}])",
  args = signature.args({
    {name = "model", type = "module", doc = "a network, after loss:backward()"},
    {name = "ds", type = "dataset", doc = "take the gradients of its loss instead"},
  }, OPTIONS, {"log", "title"}),
  text = "The axis shows the size |gradient| by powers of ten, so that layers whose "
    .. "gradients vanish or explode stay in the picture; exact zeros have no place there "
    .. "and are named. Beside each layer stands the middle size.",
  example = "plot.gradients(mlp(2, 16, 16, 1), data.moons{n=50})",
  see = {"plot.activations", "plot.health", "health"},
}

--- Build the figure. errors: E0103 no network, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.gradients", options, OPTIONS)
  local lists = network.gradients("plot.gradients", args[1], args[2])
  return layers.fill({title = options.title, is_log = options.log,
    x = {label = options.log and "size of the gradient (right: its middle)" or "gradient",
      is_flush = true},
    y = {label = "layer", is_flush = true}}, lists)
end

return M
