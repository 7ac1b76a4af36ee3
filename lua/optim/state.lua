--- Methods of optimizers: opt:state_dict() and opt:load_state_dict(), what is remembered between
-- steps; and the pages of those written in C.
-- Requires core, doc, err and options.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"

local methods = core.methods "optimizer"

-- step and zero_grad are written in C; their pages stand here.

doc.add{name = "optimizer:step", usage = "opt:step()",
  summary = "Changes every parameter that has a gradient by the optimizer's rule.",
  example = "w = tensor{1}:requires_grad_()\nopt = optim.SGD({w}, {lr=0.5})\n"
    .. "loss = (w * 2):sum()\nloss:backward()\nopt:step()\nprint(w:sum():item())  --> 0.0",
  see = {"optimizer:zero_grad", "t:backward"}}

doc.add{name = "optimizer:zero_grad", usage = "opt:zero_grad()",
  summary = "Sets all gradients to zero; without it those of the last batch are added to.",
  example = "w = tensor{1}:requires_grad_()\nopt = optim.SGD({w}, {lr=0.5})\n"
    .. "loss = (w * 2):sum()\nloss:backward()\nopt:zero_grad()\nprint(w.grad:item())  --> 0.0",
  see = {"optimizer:step"}}

--- A copy of everything the optimizer remembers: settings, step counts, moments.
function methods.state_dict(opt) return core.optim_state(opt) end

doc.add{name = "optimizer:state_dict", usage = "opt:state_dict()",
  summary = "Copies what an optimizer remembers: its settings, step counts and moments.",
  example = "opt = optim.SGD(nn.Linear(2, 1), {lr=0.1})\nprint(opt:state_dict().name)  --> SGD",
  see = {"optimizer:load_state_dict"}}

local function check(opt, state)
  if type(state) ~= "table" or type(state.args) ~= "table" or type(state.age) ~= "table"
    or type(state.state) ~= "table" then
    err.raise("E0103", "load_state_dict needs what opt:state_dict() gave, not "
      .. options.kind(state), nil, 4)
  end
  local own = core.optim_state(opt)
  if state.name ~= own.name then
    err.raise("E0103", ("load_state_dict: the state is of %s, the optimizer is %s"):format(
      tostring(state.name), own.name), nil, 4)
  end
  if #state.age ~= #own.age then
    err.raise("E0101",
      ("load_state_dict: the state is of %d parameters, the optimizer has %d"):format(
      #state.age, #own.age), nil, 4)
  end
end

--- Put such a copy back. The optimizer must be of the same kind, over parameters of the same
-- shapes. errors: E0103 another kind; E0101 other parameters.
function methods.load_state_dict(opt, state)
  check(opt, state)
  core.optim_load(opt, state)
  return opt
end

doc.add{name = "optimizer:load_state_dict", usage = "opt:load_state_dict(state)",
  summary = "Puts back what an optimizer remembered.",
  example = "model = nn.Linear(2, 1)\nopt = optim.Adam(model)\n"
    .. "opt:load_state_dict(opt:state_dict())",
  see = {"optimizer:state_dict"}}

return methods
