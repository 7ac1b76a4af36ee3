--- nn.reg: penalties and constraints, on a whole module or on one tensor.
-- Requires core, doc, err, namespace and the walk. The mathematics on one tensor is in C; here
-- stands which tensors of a module count: weights, and biases only where asked for.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local namespace = require "gradus.namespace"
local options = require "gradus.options"
local walk = require "gradus.nn.walk"

local M = {}

for name, make in pairs(core.reg) do M[name] = make end

-- The scale of a normalisation layer is no weight to be kept small; a vector of the user's own is.
local function counts(entry, bias)
  if entry.kind ~= "parameter" then return false end
  if entry.name:find("bias$") then return bias end
  return entry.value:dim() >= 2 or not module.is_layer(entry.owner)
end

-- What was picked from a list of walk.tensors, without and with biases.
local weak = {__mode = "k"}
local picked = {[false] = setmetatable({}, weak), [true] = setmetatable({}, weak)}

local function pick(list, bias)
  local out = {}
  for _, entry in ipairs(list) do
    if counts(entry, bias) then out[#out + 1] = entry.value end
  end
  picked[bias][list] = out
  return out
end

local function wants_bias(reg, given, who)
  local spec = {bias = {type = "boolean", doc = "includes biases"}}
  local bias = options.check(who, given, spec, 5).bias
  if bias ~= nil then return bias end
  return reg.bias
end

-- Does a regularizer include biases? It cannot be changed later.
local includes_bias = setmetatable({}, {__mode = "k", __index = function(known, reg)
  known[reg] = reg.bias
  return reg.bias
end})

-- The tensors of `what` (a module or a tensor) that a regularizer acts on. `who` works out the name
-- of the call for messages: only needed when something is wrong.
local function targets(reg, what, given, who)
  local seen = given == nil and walk.known(what)
  if seen then return picked[includes_bias[reg]][seen] or pick(seen, includes_bias[reg]) end
  if core.kind(what) == "tensor" then return {what} end
  if not module.is(what) then
    err.raise("E0103", ("%s needs a module or a tensor, not %s"):format(who(reg),
      options.kind(what)), nil, 4)
  end
  local bias = includes_bias[reg]
  if given ~= nil then bias = wants_bias(reg, given, who(reg)) end
  local list = walk.tensors(what)
  return picked[bias][list] or pick(list, bias)
end

local mt = core.metatable "reg"
local of_tensor = mt.__call

local function call_name(reg) return "nn.reg." .. core.reg_name(reg) end

function mt.__call(reg, what, given)
  return of_tensor(reg, targets(reg, what, given, call_name))
end

local methods = core.methods "reg"

local function prox_name(reg) return core.reg_name(reg) .. ":prox" end
local function apply_name(reg) return core.reg_name(reg) .. ":apply" end

--- Take the proximal step of L1 on the weights: every weight moves lr·lambda towards 0 and stays
-- there when it arrives. Plain gradient L1 never reaches 0 exactly.
function methods.prox(reg, what, lr, given)
  local spec = {type = "number", above = 0, doc = "the learning rate"}
  options.check_value(prox_name(reg), "lr", lr, spec, 3)
  for _, weight in ipairs(targets(reg, what, given, prox_name)) do
    core.reg_prox(reg, weight, lr)
  end
  return what
end

doc.add{name = "reg:prox", usage = "reg:prox(model, lr)",
  summary = "Moves every weight by lr·lambda towards 0 and stops there: L1 with exact zeros.",
  text = "Call it after opt:step(), with the learning rate of the step; the loss then has no L1 "
    .. "term.",
  formula = "w = sign(w) max(|w| - lr·lambda, 0)",
  example = "w = tensor{0.05, -0.5}\nnn.reg.L1(1):prox(w, 0.1)\n"
    .. "print(w[1], w:abs():sum():item() < 0.41)"
    .. "  --> 0.0\ttrue",
  see = {"nn.reg.L1"}}

--- Apply a constraint (MaxNorm) to the weights, in place.
function methods.apply(reg, what, given)
  for _, weight in ipairs(targets(reg, what, given, apply_name)) do
    core.reg_apply(reg, weight)
  end
  return what
end

doc.add{name = "reg:apply", usage = "reg:apply(model)",
  summary = "Applies a constraint such as MaxNorm to the weights; call it after opt:step().",
  example = "w = tensor{{3, 4}}\nnn.reg.MaxNorm(1):apply(w)\n"
    .. "print(w:norm():item() < 1.001)  --> true",
  see = {"nn.reg.MaxNorm"}}

function mt.__tostring(reg)
  local out = {}
  for _, record in ipairs(core.records()) do
    if record.kind == "reg" and record.name == core.reg_name(reg) then
      for _, arg in ipairs(record.args) do
        if arg.type == "number" then out[#out + 1] = ("%.7g"):format(reg[arg.name]) end
      end
    end
  end
  local bias = reg.bias and ", {bias=true}" or ""
  return ("nn.reg.%s(%s%s)"):format(core.reg_name(reg), table.concat(out, ", "), bias)
end

return namespace.strict(M, "nn.reg")
