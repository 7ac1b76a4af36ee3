--- What training needs to know of a network: its modes, its numbers, its layers in order.
-- Requires core, nn.module and nn.walk. Changes modes silently: events are for what the user does.

local core = require "gradus.core"
local module = require "gradus.nn.module"
local walk = require "gradus.nn.walk"

local M = {}

--- Is `value` a module of any kind?
M.is_module = module.is

local Modes = {}
Modes.__index = Modes

-- Only what behaves differently in the two modes is switched at each epoch; a plain network has
-- none.
local function depends_on_mode(m)
  return not module.is_layer(m) or core.module_has_mode(m)
end

local function read_mode(m)
  if module.is_layer(m) then return core.module_mode(m) end
  return rawget(m, "training")
end

local function write_mode(m, training)
  if module.is_layer(m) then core.module_mode(m, training) else rawset(m, "training", training) end
end

--- Remember the mode of every module inside `m`, to switch them all and to put them back.
function M.modes(m)
  local self = setmetatable({modules = {}, before = {}, sensitive = false}, Modes)
  if not module.is(m) then return self end
  walk.each(m, function(each)
    if depends_on_mode(each) then
      self.modules[#self.modules + 1] = each
      self.before[#self.modules] = read_mode(each)
    end
  end)
  return self
end

--- Switch all to training (true) or evaluation (false).
function Modes:set(training)
  for _, m in ipairs(self.modules) do write_mode(m, training) end
end

--- Put every module back into the mode it had.
function Modes:restore()
  for i, m in ipairs(self.modules) do write_mode(m, self.before[i]) end
end

--- All numbers of a network, as live tensors: parameters and buffers (running means).
function M.numbers(m)
  local out = {}
  for i, entry in ipairs(walk.tensors(m)) do out[i] = entry.value end
  return out
end

--- How many trained numbers a module has.
function M.parameter_count(m)
  local n = 0
  for _, entry in ipairs(walk.tensors(m)) do
    if entry.kind == "parameter" then n = n + entry.value:numel() end
  end
  return n
end

-- As nn.reg counts them: the scale of a normalisation layer is no weight to be kept small.
local function is_weight(entry)
  if entry.kind ~= "parameter" or entry.name:find("bias$") then return false end
  return entry.value:dim() > 1 or not module.is_layer(entry.owner)
end

--- Parameters that are weights (not biases): what regularizers act upon.
function M.weights(m)
  local out = {}
  for _, entry in ipairs(walk.tensors(m)) do
    if is_weight(entry) then out[#out + 1] = entry.value end
  end
  return out
end

local function is_sequential(m)
  return type(m) == "table" and module.is(m) and module.name(m) == "Sequential"
end

--- The layers of a network in the order data passes them; Sequentials inside are opened, modules of
-- the user's own are one layer.
function M.layers(m, out)
  out = out or {}
  if not is_sequential(m) then
    out[#out + 1] = m
    return out
  end
  for i = 1, #m do M.layers(m[i], out) end
  return out
end

--- The name of a layer's kind ("Linear", "ReLU", …).
M.name = module.name

--- The name of the last layer that computes something ("Sigmoid"), or nil.
function M.last_name(m)
  if not module.is(m) then return nil end
  local layers = M.layers(m)
  for i = #layers, 1, -1 do
    local name = module.name(layers[i])
    if name ~= "Identity" and name ~= "Flatten" then return name end
  end
end

return M
