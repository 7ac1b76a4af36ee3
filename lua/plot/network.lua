--- A network as lists of numbers, layer by layer: its weights, their gradients, its activations.
-- Requires fail and input; gradus.core and the rooms of fit, when first needed. Leaves no traces in
-- the network: what must be computed is computed in evaluation mode, or on a copy.

local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"

local M = {}

local function parts()
  return require "gradus.fit.net", require "gradus.fit.through", require "gradus.core"
end

--- Require a network. errors: E0103, E0107.
function M.check(who, model)
  local net = parts()
  if net.is_module(model) then return end
  local kind = require("gradus.options").kind
  fail.raise(model == nil and "E0107" or "E0103",
    ("%s needs a network, found %s"):format(who, kind(model)),
    "For example " .. who .. "(mlp(2, 16, 1), …).")
end

local function is_bias(name) return name:find("bias$") ~= nil end

-- The weights of a layer, one after the other in one list, or their gradients; nil without any.
local function numbers_of(layer, field)
  local out
  for _, pair in ipairs(layer:named_parameters()) do
    local t = pair[2]
    if field == "grad" then t = t.grad end
    if t and not is_bias(pair[1]) then
      local flat = t:detach():reshape(-1):tolist()
      out = out and table.move(flat, 1, #flat, #out + 1, out) or flat
    end
  end
  return out
end

-- "1 Linear 2→16": which layer it is, and how it is shaped.
local function layer_name(i, stage)
  local ok, weight = pcall(function() return stage.layer.weight end)
  local shape = ok and input.is_tensor(weight) and weight:dim() == 2 and weight.shape
  return ("%d %s%s"):format(i, stage.name,
    shape and (" %d→%d"):format(shape[2], shape[1]) or "")
end

--- The weights of each layer: a list of {name, values}.
function M.weights(who, model)
  M.check(who, model)
  local _, through = parts()
  local out = {}
  for i, stage in ipairs((through.stages(model))) do
    local values = numbers_of(stage.layer, "value")
    if values then out[#out + 1] = {name = layer_name(i, stage), values = values} end
  end
  if #out == 0 then fail.raise("E0107", who .. ": this network has no weights") end
  return out
end

--- The gradients of the weights of each layer, as the last backward left them, or, with a dataset,
-- those of its loss. errors: E0107 where there are none.
function M.gradients(who, model, ds)
  M.check(who, model)
  local _, through = parts()
  if ds ~= nil then model = M.with_gradients(who, model, ds) end
  local out = {}
  for i, stage in ipairs((through.stages(model))) do
    local values = numbers_of(stage.layer, "grad")
    if values then out[#out + 1] = {name = layer_name(i, stage), values = values} end
  end
  if #out > 0 then return out end
  fail.raise("E0107", who .. ": there are no gradients yet",
    "They come with loss:backward(); or hand over the data, too: " .. who .. "(model, ds).")
end

--- A copy of the network in which the gradients of the data's loss stand.
function M.with_gradients(who, model, ds)
  local net = parts()
  if not input.is_dataset(ds) then
    fail.raise("E0103", who .. " needs a dataset to take gradients of", who .. "(model, ds)")
  end
  local copy, sample = model:clone(), require("gradus.fit.data").sample(ds)
  net.modes(copy):set(false)
  copy:zero_grad()
  require "gradus.coach.pause"(function()
    local crit = require("gradus.fit.judge").default_loss(model, ds.task)
    crit(copy(sample.x), sample.y):backward()
  end)
  return copy
end

--- What each layer hands on for the rows of x (a tensor, list of rows or dataset): {name, values}.
function M.activations(who, model, x)
  M.check(who, model)
  local net, through, core = parts()
  if input.is_dataset(x) then x = x.x end
  if x == nil then
    fail.raise("E0107", who .. " needs the inputs to send through the network",
      who .. "(model, ds), or " .. who .. "(model, x).")
  end
  if not input.is_tensor(x) then x = core.tensor(x) end
  local out, modes = {}, net.modes(model)
  modes:set(false)
  local ok, why = pcall(core.no_grad, function()
    through.run(model, x, function(stage, y)
      local units = y:dim() > 1 and " " .. y:size(2) or ""
      local name = ("%d %s%s"):format(#out + 1, stage.act or stage.name, units)
      out[#out + 1] = {name = name, values = y:reshape(-1):tolist()}
    end)
  end)
  modes:restore()
  if not ok then error(why, 0) end
  return out
end

return M
