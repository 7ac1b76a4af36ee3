--- nn.Module: a layer of the user's own.
-- Requires doc, err, options and nn.module. Its tensors and modules are found wherever they stand
-- in it: the list part first, then named fields in alphabetical order, also inside plain tables.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local options = require "gradus.options"
local suggest = require "gradus.suggest"
local text = require "gradus.nn.text"
local walk = require "gradus.nn.walk"

local mt = module.register{__name = "gradus.module", title = "Module"}

mt.__tostring = text.of

function mt.__call(m, ...) return m.forward(m, ...) end

local function names_of(m)
  local names = {}
  for name in pairs(module.methods) do names[#names + 1] = name end
  for name in next, m do
    if type(name) == "string" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

mt.__names = names_of -- for completion

function mt.__index(m, key)
  local method = module.methods[key]
  if method ~= nil then return method end
  if math.type(key) == "integer" then return nil end
  err.raise("E0106", ("%s has no field or method '%s'"):format(module.name(m), tostring(key)),
    suggest.question(tostring(key), names_of(m)), 2)
end

function mt.__newindex(m, key)
  err.raise("E0106", ("%s has no field '%s' that can be set"):format(module.name(m), tostring(key)),
    suggest.question(tostring(key), names_of(m))
      or ("Name it when the module is made: nn.Module{%s = …, forward = …}."):format(tostring(key)),
        2)
end

local function check(fields)
  if type(fields) ~= "table" or getmetatable(fields) ~= nil then
    err.raise("E0103", "nn.Module needs a table with forward = function(self, x) … end, not "
      .. options.kind(fields), nil, 4)
  end
  if type(fields.forward) == "function" then return end
  err.raise("E0107", "nn.Module needs forward, found " .. options.kind(fields.forward),
    "nn.Module{forward = function(self, x) … end, …}", 4)
end

--- Make a module of `fields`; field `forward` computes. Its tensors become parameters.
-- errors: E0107 without forward.
local function Module(fields)
  check(fields)
  local m = {training = true}
  for key, value in pairs(fields) do m[key] = value end
  for _, part in ipairs(walk.parts(m)) do
    local leaf = part.kind == "parameter" and core.kind(part.value) == "tensor"
      and part.value.is_leaf
    if leaf then part.value:requires_grad_() end
  end
  return setmetatable(m, mt)
end

doc.add{name = "nn.Module", usage = "nn.Module{forward = function(self, x) … end, …}",
  summary = "Makes a layer of your own from a forward function, tensors and other modules.",
  text = "Every tensor among the fields becomes a parameter; those in a table `buffers` are kept "
    .. "and saved but not trained. A field `reset` says how the tensors begin anew, a field "
    .. "`name` how the module is called.",
  example = "scale = nn.Module{by = ones(1), forward = function(self, x) return x * self.by end}\n"
    .. "print(scale(tensor{2, 3}), #scale:parameters())",
  see = {"nn.Sequential", "module:parameters"}}

return {Module = Module, mt = mt}
