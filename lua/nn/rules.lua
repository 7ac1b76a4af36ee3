--- nn.init: rules for first weights. The rules are C records; here is what applies them to models.
-- Requires core, doc, err, namespace and the walk.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local namespace = require "gradus.namespace"
local need = require "gradus.nn.need"
local options = require "gradus.options"
local suggest = require "gradus.suggest"
local walk = require "gradus.nn.walk"

local M = {}
for name, fill in pairs(core.init) do M[name] = fill end

-- What nn.Linear{init = …} and the lecture call the rules.
local short = {
  he = "kaiming_normal_", kaiming = "kaiming_normal_", xavier = "xavier_normal_",
  lecun = "lecun_normal_", glorot = "xavier_normal_",
}

local function rule_names()
  local names = {}
  for name in pairs(core.init) do names[#names + 1] = name:gsub("_$", "") end
  for name in pairs(short) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function find_rule(rule)
  if type(rule) == "function" then return rule end
  if type(rule) ~= "string" then
    err.raise("E0103", "nn.init.model needs the name of a rule, not " .. options.kind(rule),
      'nn.init.model(model, "xavier_normal")', 4)
  end
  local found = core.init[rule] or core.init[rule .. "_"] or core.init[short[rule]]
  if found then return found end
  local names = rule_names()
  err.raise("E0104", ('there is no rule "%s" for first weights'):format(rule),
    suggest.question(rule, names) or ("It is one of " .. table.concat(names, ", ") .. "."), 4)
end

-- A weight matrix or kernel, not the scale of a normalisation.
local function is_weight(entry)
  return entry.kind == "parameter" and not entry.name:find("bias$") and entry.value:dim() >= 2
end

--- Fill every weight of a module by a rule; biases start at 0, as with nn.Linear's `init`.
-- rule: "xavier_normal", "he", …, or a function that fills a tensor; further arguments go to it.
-- Returns the module. errors: E0104 for an unknown rule.
function M.model(m, rule, ...)
  need.module(m, "nn.init.model")
  local fill = find_rule(rule)
  for _, entry in ipairs(walk.tensors(m)) do
    if is_weight(entry) then
      fill(entry.value, ...)
      local bias = module.is_layer(entry.owner) and core.module_params(entry.owner)[2]
      if bias then bias[2]:zero_() end
    end
  end
  return m
end

doc.add{name = "nn.init.model", usage = 'nn.init.model(m, "xavier_normal")',
  summary = "Draws every weight of a model by a rule and sets the biases to 0.",
  text = 'Rules: "he" (kaiming_normal) suits ReLU, "xavier" tanh and sigmoid; "zeros", "constant" '
    .. 'and '
    .. '"normal" show what goes wrong: nn.init.model(m, "constant", 0.1).',
  example = 'm = nn.init.model(nn.Sequential{nn.Linear(2, 3)}, "zeros")\n'
    .. "print(m[1].weight:abs():sum():item(), m[1].bias:abs():sum():item())  --> 0.0\t0.0",
  see = {"nn.Linear", "module:reset"}}

return namespace.strict(M, "nn.init")
