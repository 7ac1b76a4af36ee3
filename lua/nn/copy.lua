--- Copies of modules, and fresh random weights.
-- Requires core, doc, err and the walk. Weights are copied, functions are shared; what was shared
-- inside the original (one layer used twice) is shared inside the copy.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local need = require "gradus.nn.need"
local walk = require "gradus.nn.walk"

local methods = module.methods

local function copy_tensor(t)
  local copy = t:detach():clone()
  if t.requires_grad then copy:requires_grad_() end
  return copy
end

-- done: original -> copy, for everything that has been copied.
local function copy_value(value, done)
  if done[value] ~= nil then return done[value] end
  local copy
  if core.kind(value) == "tensor" then copy = copy_tensor(value)
  elseif module.is_layer(value) then copy = core.module_clone(value)
  elseif type(value) == "table" and (module.is(value) or getmetatable(value) == nil) then
    copy = {}
    done[value] = copy
    for key, item in next, value do copy[key] = copy_value(item, done) end
    return setmetatable(copy, getmetatable(value))
  else
    return value
  end
  done[value] = copy
  return copy
end

--- A module of its own with the same layers, numbers and mode.
function methods.clone(m)
  need.module(m, "clone")
  return copy_value(m, {})
end

doc.add{name = "module:clone", usage = "m:clone()",
  summary = "Copies a module with its weights; training one does not change the other.",
  example = "a = nn.Linear(2, 1)\nb = a:clone()\nb.weight:zero_()\n"
    .. "print(a.weight:abs():sum():item() > 0)  --> true"}

local function own_tensors(m)
  for _, part in ipairs(walk.parts(m)) do
    if part.kind == "parameter" then return part.name end
  end
end

-- Only its author knows how the tensors of a layer of one's own begin.
local function reset_one(m)
  if module.is_layer(m) then return core.module_reset(m) end
  local own = rawget(m, "reset")
  if own then return own(m) end
  local name = own_tensors(m)
  if not name then return end
  err.raise("E0107",
    ("reset: %s does not say how its tensor '%s' begins"):format(module.name(m), name),
    "Add reset = function(self) … end to it.", 5)
end

--- Draw fresh random weights, as at birth. Returns the module.
function methods.reset(m)
  need.module(m, "reset")
  local list = {}
  walk.each(m, function(each) list[#list + 1] = each end)
  for _, each in ipairs(list) do reset_one(each) end
  return m
end

doc.add{name = "module:reset", usage = "m:reset()",
  summary = "Draws fresh random weights, as when the module was made.",
  example = "m = nn.Linear(2, 1)\nw = m.weight:clone()\nm:reset()\n"
    .. "print(m.weight:eq(w):all():item() == 0)  --> true"}

return methods
