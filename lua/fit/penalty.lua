--- What is added to the loss or done after a step: l1, l2, regularizers, constraints.
-- Requires core, err and fit.net. Penalties act on weights, never on biases, as in the lecture.

local core = require "gradus.core"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind
local net = require "gradus.fit.net"

local M = {}

-- The sum of a regularizer over several tensors: one tensor after the other, as nn.reg does.
local function total(reg, weights)
  local sum = reg(weights[1])
  for i = 2, #weights do sum = sum + reg(weights[i]) end
  return sum
end

local function of_weights(reg, weights)
  return function() return total(reg, weights) end
end

local function after_each(apply, reg, weights)
  return function(lr)
    for i = 1, #weights do apply(reg, weights[i], lr) end
  end
end

local function is_callable(value)
  local mt = debug.getmetatable(value)
  return type(value) == "function" or type(mt) == "table" and mt.__call ~= nil
end

local function is_constraint(reg)
  return core.kind(reg) == "reg" and core.reg_name(reg) == "MaxNorm"
end

local function given_term(reg, model, level)
  if not is_callable(reg) then
    err.raise("E0103", ("fit: regularizer must be one of nn.reg or a function, found "
      .. "%s"):format(kind_of(reg)),
      "For example regularizer = nn.reg.L2(0.01).", level + 1)
  end
  return function() return reg(model) end
end

-- One of nn.reg on the weights alone needs no walk through the model at each batch.
local function is_plain(reg)
  return core.kind(reg) == "reg" and not tostring(reg):find("bias", 1, true)
end

--- Collect what the options ask for. Returns terms (functions that give a scalar tensor to add to
-- the loss) and after (functions of the learning rate, called after each step).
function M.collect(options, model, level)
  local weights = net.weights(model)
  local terms, after = {}, {}
  if options.l1 and options.l1 > 0 then
    local reg = core.reg.L1(options.l1)
    if options.proximal then after[1] = after_each(core.reg_prox, reg, weights)
    else terms[1] = of_weights(reg, weights) end
  end
  if options.l2 and options.l2 > 0 then
    terms[#terms + 1] = of_weights(core.reg.L2(options.l2), weights)
  end
  local reg = options.regularizer
  if reg ~= nil then
    if is_constraint(reg) then after[#after + 1] = after_each(core.reg_apply, reg, weights)
    elseif is_plain(reg) then terms[#terms + 1] = of_weights(reg, weights)
    else terms[#terms + 1] = given_term(reg, model, level + 1) end
  end
  return terms, after
end

--- The terms as one function that gives their sum, or nil where there are none.
function M.sum(terms)
  if #terms <= 1 then return terms[1] end
  return function()
    local sum = terms[1]()
    for i = 2, #terms do sum = sum + terms[i]() end
    return sum
  end
end

return M
