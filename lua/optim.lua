--- optim: optimizers and schedulers. The update rules are C records; here a module may stand for
-- its parameters, and slips of the first two arguments are explained.
-- Requires core, doc, err, namespace, nn.need and optim/*.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local namespace = require "gradus.namespace"
local need = require "gradus.nn.need"
local options = require "gradus.options"

local M = {}

-- optim.SGD{lr=0.1}, without a model; and optim.SGD(model, 0.1), without braces.
local function check_order(name, params, given)
  local call = ("optim.%s(model, {lr=0.1})"):format(name)
  if type(params) == "table" and getmetatable(params) == nil and #params == 0 and next(params) then
    err.raise("E0107", name .. " was given options, but no model",
      "The model comes first: " .. call, 4)
  end
  if given ~= nil and type(given) ~= "table" then
    err.raise("E0103",
      ("%s: the options must be a table, not %s"):format(name, options.kind(given)),
      type(given) == "number"
        and ("Options go in braces: optim.%s(model, {lr=%s})"):format(name, given)
        or "Options go in braces: " .. call, 4)
  end
end

local function constructor(name, make)
  return function(params, given, ...)
    check_order(name, params, given)
    local list = need.parameters(params, "optim." .. name)
    if given == nil then return make(list, ...) end
    return make(list, given, ...)
  end
end

for name, make in pairs(core.optim) do M[name] = constructor(name, make) end

require "gradus.optim.state"
local schedulers = require "gradus.optim.schedulers"
for name, make in pairs(schedulers) do M[name] = make end
M.lr_find = require "gradus.optim.lr_find"

doc.add{name = "optim", usage = "optim.SGD(model, {lr=0.1}), optim.StepLR(opt, {…}), …",
  summary = "Holds optimizers, and schedulers that change their learning rate.",
  text = "opt:zero_grad(), loss:backward(), opt:step() is one update. opt.lr can be read and set.",
  example = "opt = optim.SGD(nn.Linear(2, 1), {lr=0.1})\nopt.lr = 0.05\nprint(opt.lr)  --> 0.05",
  see = {"optimizer:step", "optim.lr_find", "fit"}}

return namespace.strict(M, "optim")
