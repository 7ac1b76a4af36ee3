--- nn.utils: clipping gradients, and parameters as one vector.
-- Requires core, doc, err, namespace and nn.need.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local namespace = require "gradus.namespace"
local need = require "gradus.nn.need"
local options = require "gradus.options"

local M = {}

local limit = {type = "number", above = 0, doc = "the largest that is left as it is"}

local function gradients(params, who)
  local out = {}
  for _, p in ipairs(need.parameters(params, who, 4)) do
    local g = core.peek_grad(p)
    if g then out[#out + 1] = g end
  end
  return out
end

--- Scale all gradients down together where their common norm is above `max`. Returns the norm
-- they had, as a number.
function M.clip_grad_norm_(params, max)
  options.check_value("clip_grad_norm_", "max", max, limit, 3)
  local list, sum = gradients(params, "clip_grad_norm_"), 0
  for _, g in ipairs(list) do sum = sum + g:norm():item() ^ 2 end
  local norm = math.sqrt(sum)
  local factor = max / (norm + 1e-6)
  if factor < 1 or norm ~= norm then
    for _, g in ipairs(list) do g:mul_(factor) end
  end
  return norm
end

doc.add{name = "nn.utils.clip_grad_norm_", usage = "nn.utils.clip_grad_norm_(params, max)",
  summary = "Scales all gradients down together where their norm is above max.",
  text = "Call it between loss:backward() and opt:step(). Returns the norm before clipping.",
  example = "w = tensor{3, 4}:requires_grad_()\nloss = (w * w):sum()\nloss:backward()\n"
    .. "print(nn.utils.clip_grad_norm_({w}, 1), w.grad:norm():item() < 1.001)  --> 10.0\ttrue",
  see = {"nn.utils.clip_grad_value_"}}

--- Limit every number of every gradient to -v … v.
function M.clip_grad_value_(params, v)
  options.check_value("clip_grad_value_", "v", v, limit, 3)
  for _, g in ipairs(gradients(params, "clip_grad_value_")) do g:clamp_(-v, v) end
end

doc.add{name = "nn.utils.clip_grad_value_", usage = "nn.utils.clip_grad_value_(params, v)",
  summary = "Limits every number of every gradient to the range -v to v.",
  example = "w = tensor{3, 4}:requires_grad_()\nloss = (w * w):sum()\nloss:backward()\n"
    .. "nn.utils.clip_grad_value_({w}, 7)\nprint(w.grad[1], w.grad[2])  --> 6.0\t7.0",
  see = {"nn.utils.clip_grad_norm_"}}

--- All parameters behind one another as a tensor of one dimension.
function M.parameters_to_vector(params)
  local parts = {}
  for i, p in ipairs(need.parameters(params, "parameters_to_vector")) do
    parts[i] = p:reshape(-1)
  end
  if not parts[1] then
    err.raise("E0107", "parameters_to_vector was given no parameters", nil, 2)
  end
  return core.cat(parts, 1)
end

doc.add{name = "nn.utils.parameters_to_vector", usage = "nn.utils.parameters_to_vector(params)",
  summary = "Joins all parameters into one tensor of one dimension.",
  example = "print(#nn.utils.parameters_to_vector(nn.Linear(2, 3)))  --> 9",
  see = {"nn.utils.vector_to_parameters"}}

local function total(list)
  local n = 0
  for _, p in ipairs(list) do n = n + p:numel() end
  return n
end

--- Copy such a vector back into the parameters.
-- errors: E0101 where the vector has another length.
function M.vector_to_parameters(v, params)
  local list = need.parameters(params, "vector_to_parameters")
  local n = total(list)
  if core.kind(v) ~= "tensor" or v:numel() ~= n then
    local found = core.kind(v) == "tensor" and v:numel() .. " numbers" or options.kind(v)
    err.raise("E0101",
      ("vector_to_parameters needs a vector of %d numbers, found %s"):format(n, found),
      nil, 2)
  end
  v = v:detach():reshape(-1)
  local from = 1
  for _, p in ipairs(list) do
    p:copy_(v:narrow(1, from, p:numel()):reshape(table.unpack(p.shape)))
    from = from + p:numel()
  end
end

doc.add{name = "nn.utils.vector_to_parameters", usage = "nn.utils.vector_to_parameters(v, params)",
  summary = "Copies the numbers of a vector into the parameters, in their order.",
  example = "m = nn.Linear(2, 1)\nnn.utils.vector_to_parameters(tensor{1, 2, 3}, m)\n"
    .. "print(m.bias:item())  --> 3.0",
  see = {"nn.utils.parameters_to_vector"}}

return namespace.strict(M, "nn.utils")
