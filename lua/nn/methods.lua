--- Methods of every module: parameters, mode, gradients, children.
-- Requires doc, events, nn.mode and the walk. Nothing here knows how a module computes.

local doc = require "gradus.doc"
local events = require "gradus.events"
local module = require "gradus.nn.module"
local mode = require "gradus.nn.mode"
local need = require "gradus.nn.need"
local walk = require "gradus.nn.walk"

local methods = module.methods

--- All trained tensors, in order: weight then bias, layer after layer.
function methods.parameters(m)
  need.module(m, "parameters")
  local out = {}
  for _, entry in ipairs(walk.tensors(m)) do
    if entry.kind == "parameter" then out[#out + 1] = entry.value end
  end
  return out
end

doc.add{name = "module:parameters", usage = "m:parameters()",
  summary = "Lists the tensors that training changes: weight then bias, layer after layer.",
  example = "print(#nn.Sequential{nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)}:parameters())  --> "
    .. "4",
  see = {"module:named_parameters", "module:state_dict"}}

--- The same with their names: a list of {name, tensor}.
function methods.named_parameters(m)
  need.module(m, "named_parameters")
  local out = {}
  for _, entry in ipairs(walk.tensors(m)) do
    if entry.kind == "parameter" then out[#out + 1] = {entry.name, entry.value} end
  end
  return out
end

doc.add{name = "module:named_parameters", usage = "m:named_parameters()",
  summary = "Lists {name, tensor} for each tensor that training changes.",
  example = "m = nn.Sequential{nn.Linear(2, 3)}\n"
    .. "for _, p in ipairs(m:named_parameters()) do print(p[1]) end\n--> 1.weight\n--> 1.bias",
  see = {"module:parameters"}}

local function set_mode(m, training)
  mode.set(m, training)
  events.emit("mode", m, training)
  return m
end

--- Switch to training mode, or with `false` to evaluation mode. Returns the module.
function methods.train(m, on)
  need.module(m, "train")
  if on == nil then on = true end
  need.boolean(on, "train")
  return set_mode(m, on)
end

doc.add{name = "module:train", usage = "m:train([on])",
  summary = "Switches to training mode: dropout drops, batch normalisation uses the batch.",
  text = "m:train(false) is m:eval(). A new module is in training mode.",
  example = "m = nn.Sequential{nn.Linear(2, 1)}\nprint(m:eval().training, m:train().training)  "
    .. "--> false\ttrue",
  see = {"module:eval"}}

--- Switch to evaluation mode. Returns the module.
function methods.eval(m)
  need.module(m, "eval")
  return set_mode(m, false)
end

doc.add{name = "module:eval", usage = "m:eval()",
  summary = "Switches to evaluation mode: nothing is dropped, running statistics are used.",
  example = "print(nn.Sequential{nn.Linear(2, 1)}:eval().training)  --> false",
    see = {"module:train"}}

--- Set every gradient to zero. Returns the module.
function methods.zero_grad(m)
  need.module(m, "zero_grad")
  for _, parameter in ipairs(methods.parameters(m)) do parameter:zero_grad() end
  events.emit("zero_grad", m)
  return m
end

doc.add{name = "module:zero_grad", usage = "m:zero_grad()",
  summary = "Sets the gradient of every parameter to zero; without it gradients add up.",
  example = "m = nn.Linear(2, 1)\nm(ones(1, 2)):sum():backward()\nm:zero_grad()\n"
    .. "print(m.weight.grad:abs():sum():item())  --> 0.0",
  see = {"optim.SGD"}}

--- The modules directly inside, in order.
function methods.children(m)
  need.module(m, "children")
  return walk.children(m)
end

doc.add{name = "module:children", usage = "m:children()",
  summary = "Lists the modules directly inside this one.",
  example = "print(#nn.Sequential{nn.Linear(2, 3), nn.Tanh()}:children())  --> 2"}

--- Call fn with every module inside and then with this one. Returns the module.
function methods.apply(m, fn)
  need.module(m, "apply")
  need.callable(fn, "apply")
  walk.each(m, fn)
  return m
end

doc.add{name = "module:apply", usage = "m:apply(fn)",
  summary = "Calls a function with every module inside, and then with this one.",
  example = "n = 0\nnn.Sequential{nn.Linear(2, 3), nn.Tanh()}:apply(function() n = n + 1 end)\n"
    .. "print(n)  --> 3"}

doc.add{name = "module:forward", usage = "m:forward(x)  or  m(x)",
  summary = "Runs a module on a batch of inputs.",
  example = "print(nn.Linear(2, 3):forward(ones(5, 2)):size(2))  --> 3", see = {"nn.Sequential"}}

return methods
