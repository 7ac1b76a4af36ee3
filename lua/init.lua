--- The public table: every name that learners, lessons and scripts use, listed once.
-- Each name becomes a global of the learner's; settings (gradus.threads, …) are reached through
-- `gradus` alone. What stands behind a name is loaded when it is first asked for, so that a short
-- script starts fast; `pairs` loads all. Modules never reach for one another through this table.

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
  mystery = {"gradus.mystery", "mystery"},
  coach = "gradus.coach",
  plot = "gradus.plot",
  help = {"gradus.help", "help"},
  explain = {"gradus.explain", "explain"},
}

for _, name in ipairs(from_core) do M[name] = core[name] end
require "gradus.tensor"

-- All public names, in alphabetical order.
local names = table.move(from_core, 1, #from_core, 1, {})
for name in pairs(from_lua) do names[#names + 1] = name end
table.sort(names)

-- Loads what stands behind a name and keeps it.
local function load(name)
  local source = from_lua[name]
  if not source then return nil end
  if type(source) == "string" then M[name] = require(source)
  else M[name] = require(source[1])[source[2]] end
  return rawget(M, name)
end

-- These give their methods to values of every kind: modules, optimizers, data sets.
for _, name in ipairs{"nn", "optim", "data"} do load(name) end

local mt = {names = names}

-- Settings are no globals: a learner's own `memory` or `version` is nobody's concern.
function mt.__index(_, name)
  local value = load(name)
  if value ~= nil then return value end
  return require("gradus.settings")[name]
end

function mt.__pairs()
  for _, name in ipairs(names) do
    if rawget(M, name) == nil then load(name) end
  end
  return next, M
end

--- What stands behind a public name; nil for a setting or anything else.
function mt.public(name)
  local value = rawget(M, name)
  if value ~= nil then return value end
  return load(name)
end

return setmetatable(M, mt)
