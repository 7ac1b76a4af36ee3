--- Saving and restoring what a module has learned, as a table from names to tensors.
-- Requires core, doc, err, options and the walk. Knows no files (see io/safetensors).

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local need = require "gradus.nn.need"
local options = require "gradus.options"
local walk = require "gradus.nn.walk"

local methods = module.methods

--- Copies of all parameters and buffers by name. Later training does not change them (PyTorch's
-- share their numbers with the model: a "best" state kept that way is the last one).
function methods.state_dict(m)
  need.module(m, "state_dict")
  local out = {}
  for _, entry in ipairs(walk.tensors(m)) do out[entry.name] = entry.value:detach():clone() end
  return out
end

doc.add{name = "module:state_dict", usage = "m:state_dict()",
  summary = "Copies all parameters and running statistics into a table by name.",
  text = "The copy stays as it is while training goes on (PyTorch's changes with the model).",
  example = 'print(nn.Sequential{nn.Linear(2, 3)}:state_dict()["1.weight"]:size(1))  --> 3',
  see = {"module:load_state_dict", "nn.save"}}

local function shape_text(t) return "[" .. table.concat(t.shape, ", ") .. "]" end

local function same_shape(a, b) return shape_text(a) == shape_text(b) end

-- At most three names, quoted, and how many more there are.
local function some(names)
  local out = {}
  for i = 1, math.min(#names, 3) do out[i] = ('"%s"'):format(names[i]) end
  local more = #names > 3 and (" and %d more"):format(#names - 3) or ""
  return table.concat(out, ", ") .. more
end

local function check_names(entries, dict)
  local missing, known, unexpected = {}, {}, {}
  for _, entry in ipairs(entries) do
    known[entry.name] = true
    if dict[entry.name] == nil then missing[#missing + 1] = entry.name end
  end
  for name in pairs(dict) do
    if not known[name] then unexpected[#unexpected + 1] = tostring(name) end
  end
  table.sort(unexpected)
  if not missing[1] and not unexpected[1] then return end
  local text = missing[1] and "missing " .. some(missing) or ""
  if unexpected[1] then
    text = text .. (missing[1] and "; " or "") .. "unexpected " .. some(unexpected)
  end
  err.raise("E0107", "load_state_dict: " .. text,
    "The state must come from a model with the same layers in the same order.", 4)
end

local function check_shapes(entries, dict)
  for _, entry in ipairs(entries) do
    local given = dict[entry.name]
    if core.kind(given) ~= "tensor" then
      err.raise("E0103", ('load_state_dict: "%s" must be a tensor, not %s'):format(entry.name,
        options.kind(given)), nil, 4)
    end
    if not same_shape(given, entry.value) then
      err.raise("E0101",
        ('load_state_dict: "%s" has shape %s in the model and %s in the state'):format(
        entry.name, shape_text(entry.value), shape_text(given)),
        "The state must come from a model with layers of the same sizes.", 4)
    end
  end
end

--- Copy numbers from such a table into the module; every name must be there, none besides.
-- Nothing is changed where anything does not fit. Returns the module.
-- errors: E0107 names missing or unexpected; E0101 shapes; E0103 not tensors.
function methods.load_state_dict(m, dict)
  need.module(m, "load_state_dict")
  if type(dict) ~= "table" or module.is(dict) then
    err.raise("E0103", "load_state_dict needs a table of tensors by name, not "
      .. options.kind(dict),
      module.is(dict) and "Write m:load_state_dict(other:state_dict())." or nil)
  end
  local entries = walk.tensors(m)
  check_names(entries, dict)
  check_shapes(entries, dict)
  for _, entry in ipairs(entries) do entry.value:copy_(dict[entry.name]) end
  return m
end

doc.add{name = "module:load_state_dict", usage = "m:load_state_dict(state)",
  summary = "Copies the tensors of a state table into the module.",
  example = "a, b = nn.Linear(2, 1), nn.Linear(2, 1)\nb:load_state_dict(a:state_dict())\n"
    .. "print(b.bias:item() == a.bias:item())  --> true",
  see = {"module:state_dict", "nn.load"}}

return methods
