--- nn.Sequential: layers one after the other.
-- Requires core, doc, err, options and nn.module. Its layers are its list part, so that #seq,
-- seq[i] and ipairs(seq) work; the call itself runs in C.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local options = require "gradus.options"
local suggest = require "gradus.suggest"
local text = require "gradus.nn.text"

local mt = module.register{__name = "gradus.module", title = "Sequential"}

mt.__call = core.sequential_call
mt.__tostring = text.of

local function field_names()
  local names = {"training"}
  for name in pairs(module.methods) do names[#names + 1] = name end
  table.sort(names)
  return names
end

mt.__names = field_names -- for completion

local function no_field(key, writing)
  local form = writing and "Sequential has no field '%s' that can be set"
    or "Sequential has no field or method '%s'"
  err.raise("E0106", form:format(tostring(key)),
    type(key) == "string" and suggest.question(key, field_names()) or nil, 3)
end

-- ipairs reads one past the end and must find nil there; further out is a mistake.
local function past_end(seq, i)
  if i == #seq + 1 then return nil end
  err.raise("E0102", ("layer %s of a Sequential with %d"):format(i, #seq),
    i == 0 and "Layers count from 1." or nil, 3)
end

function mt.__index(seq, key)
  if key == "forward" then return core.sequential_call end
  local method = module.methods[key]
  if method ~= nil then return method end
  if math.type(key) == "integer" then return past_end(seq, key) end
  no_field(key, false)
end

local function check_layer(value, i, level)
  if module.is(value) then return value end
  local hint = "Each layer is a module, such as nn.Linear(2, 16)."
  if type(value) == "function" then hint = "A call makes the layer: nn.Tanh(), not nn.Tanh." end
  err.raise("E0103", ("Sequential: layer %d is %s, not a module"):format(i, options.kind(value)),
    hint,
    level + 1)
end

function mt.__newindex(seq, key, value)
  if math.type(key) ~= "integer" then no_field(key, true) end
  if key ~= #seq + 1 then past_end(seq, key) end
  rawset(seq, key, check_layer(value, key, 3))
end

-- The last position that is filled: `{a, nil, b}` must not end at a.
local function last(list)
  local n = list.n or 0
  for key in pairs(list) do
    if math.type(key) == "integer" and key > n then n = key end
  end
  return n
end

local function check_names(list)
  for key in pairs(list) do
    if type(key) == "string" and key ~= "n" then
      err.raise("E0104", ("Sequential has no option %s"):format(key),
        "It takes layers only, one after the other.", 4)
    end
  end
end

--- Make a Sequential of a list of layers, or of layers as arguments.
-- errors: E0103 where an entry is not a module.
local function Sequential(...)
  local first = ...
  local is_list = select("#", ...) == 1 and type(first) == "table" and getmetatable(first) == nil
  local list = is_list and first or table.pack(...)
  if is_list then check_names(list) end
  local seq = {training = true}
  for i = 1, last(list) do seq[i] = check_layer(list[i], i, 3) end
  return setmetatable(seq, mt)
end

doc.add{name = "nn.Sequential", usage = "nn.Sequential{layer, layer, …}",
  summary = "Runs layers one after the other.",
  text = "#seq counts its layers and seq[i] is the i-th. nn.Sequential(a, b) is the same as "
    .. "nn.Sequential{a, b}.",
  example = "model = nn.Sequential{nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1)}\n"
    .. "print(#model, model[2])  --> 3\tnn.Tanh()  -- 0 parameters",
  see = {"mlp", "nn.Module", "module:summary"}}

return {Sequential = Sequential, mt = mt}
