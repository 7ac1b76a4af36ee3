--- The public table: every name that learners, lessons and scripts use, listed once.
-- Requires everything. Each name becomes a global of the learner's; settings (gradus.threads, …)
-- are reached through `gradus` alone. Modules never reach for one another through this table.

local core = require "gradus.core"

local M = {}

-- Names that the core brings as they are.
local from_core = {
  "tensor", "zeros", "ones", "full", "eye", "arange", "linspace", "rand", "randn", "randperm",
  "seed", "zeros_like", "ones_like", "randn_like", "cat", "stack", "no_grad", "gradcheck",
}

-- Name -> module that returns it, or {module, field}.
local from_lua = {
  nn = "gradus.nn",
  optim = "gradus.optim",
  data = "gradus.data",
  mlp = "gradus.nn.mlp",
  export = "gradus.io.export",
  fit = {"gradus.fit", "fit"},
  evaluate = {"gradus.evaluate", "evaluate"},
  accuracy = {"gradus.evaluate", "accuracy"},
  predict = {"gradus.evaluate", "predict"},
  runs = "gradus.runs",
  again = {"gradus.again", "again"},
  health = {"gradus.health", "health"},
  ablate = {"gradus.ablate", "ablate"},
  descend = {"gradus.descend", "descend"},
  surface = "gradus.surface",
  baseline = "gradus.baseline",
  cross_validate = {"gradus.crossval", "cross_validate"},
  ensemble = {"gradus.ensemble", "ensemble"},
  sweep = {"gradus.sweep", "sweep"},
  seeds = {"gradus.seeds", "seeds"},
  diagnose = {"gradus.diagnose", "diagnose"},
  bias_variance = {"gradus.biasvar", "bias_variance"},
  mistake = {"gradus.mistake", "mistake"},
  plot = "gradus.plot",
  help = {"gradus.help", "help"},
  explain = {"gradus.explain", "explain"},
}

for _, name in ipairs(from_core) do M[name] = core[name] end
require "gradus.tensor"

-- In alphabetical order, so that a failure is always the same one.
local names = {}
for name in pairs(from_lua) do names[#names + 1] = name end
table.sort(names)

for _, name in ipairs(names) do
  local source = from_lua[name]
  if type(source) == "string" then M[name] = require(source)
  else M[name] = require(source[1])[source[2]] end
end

-- Settings are no globals: a learner's own `memory` or `version` is nobody's concern.
return setmetatable(M, {__index = require "gradus.settings"})
