--- nn: layers, losses, first weights, penalties. Puts together what C and the folder nn/ define.
-- Requires core, namespace, nn/* and io/safetensors.

local core = require "gradus.core"
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

return namespace.strict(M, "nn")
