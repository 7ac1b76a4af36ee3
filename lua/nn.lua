--- nn: layers, losses, first weights, penalties. Puts together what C and the folder nn/ define.
-- Requires core, doc, namespace, nn/* and io/safetensors.

local core = require "gradus.core"
local doc = require "gradus.doc"
local namespace = require "gradus.namespace"

require "gradus.nn.methods"
require "gradus.nn.state"
require "gradus.nn.copy"
require "gradus.nn.text"
require "gradus.nn.summary"

local M = {}
for name, make in pairs(core.nn) do M[name] = make end

M.Sequential = require("gradus.nn.sequential").Sequential
M.Module = require("gradus.nn.custom").Module
M.init = require "gradus.nn.rules"
M.reg = require "gradus.nn.reg"
M.utils = require "gradus.nn.utils"

local safetensors = require "gradus.io.safetensors"
M.save, M.load = safetensors.save, safetensors.load

doc.add{name = "nn", usage = "nn.Linear(2, 16), nn.MSELoss(), nn.Sequential{…}, …",
  summary = "Holds layers, losses, containers, first weights and penalties.",
  text = "A layer is called with a tensor; nn.Sequential runs several. nn.init draws first "
    .. "weights, nn.reg penalises large ones, nn.utils clips gradients.",
  example = "print(nn.Linear(2, 1)(ones(3, 2)):size(1))  --> 3", see = {"nn.Sequential", "mlp"}}

doc.add{name = "nn.init", usage = "nn.init.kaiming_normal_(t), …",
  summary = "Holds the rules for first weights; each fills a tensor in place.",
  example = "print(nn.init.constant_(zeros(3), 2):sum():item())  --> 6.0", see = {"nn.init.model"}}

doc.add{name = "nn.reg", usage = "nn.reg.L2(lambda), nn.reg.L1(lambda), …",
  summary = "Holds penalties on large weights: called on a model they give a number to add to "
    .. "the loss.",
  example = "print(nn.reg.L2(0.5)(tensor{1, 2}):item())  --> 2.5", see = {"nn.reg.L1", "reg:prox"}}

doc.add{name = "nn.utils", usage = "nn.utils.clip_grad_norm_(params, max), …",
  summary = "Holds tools for gradients and parameters.",
  example = "print(#nn.utils.parameters_to_vector(nn.Linear(2, 3)))  --> 9",
  see = {"nn.utils.clip_grad_norm_"}}

return namespace.strict(M, "nn")
