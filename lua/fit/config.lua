--- A run's settings as plain values: what can be compared, printed and said to be the only
-- difference.
-- Requires core, fit.net and words. Seeds are not among them: two runs that differ only in their
-- seed have the same settings.

local core = require "gradus.core"
local net = require "gradus.fit.net"
local schedule = require "gradus.fit.schedule"
local words = require "gradus.words"

local M = {}

local function unique(list, value)
  for _, other in ipairs(list) do
    if other == value then return end
  end
  list[#list + 1] = value
end

local transparent = {Identity = true, Flatten = true, MaxPool2d = true, AvgPool2d = true}

local function dropout_of(layer)
  local args = core.module_args(layer)
  local drop = args.p or args.drop
  local text = ("drop %s"):format(words.setting(drop))
  return args.mode == "classic" and text .. " (classic)" or text
end

-- What a layer adds to the description: a width, an activation, a dropout, a norm, or its own name.
local function note_layer(found, layer)
  local name = net.name(layer)
  if name == "Linear" then
    local shape = layer.weight.shape
    if #found.sizes == 0 then found.sizes[1] = ("%d"):format(shape[2]) end
    found.sizes[#found.sizes + 1] = ("%d"):format(shape[1])
  elseif name == "Dropout" then unique(found.dropout, dropout_of(layer))
  elseif name == "BatchNorm1d" or name == "LayerNorm" then unique(found.norm, name)
  elseif net.parameter_count(layer) > 0 then found.sizes[#found.sizes + 1] = name
  elseif not transparent[name] then unique(found.activation, name) end
end

local function joined(list, between) return list[1] and table.concat(list, between) or nil end

--- Describe a network: {network = "2-64-64-1", activation = "ReLU", dropout = "drop 0.5", norm =
-- …}.
function M.of_model(model)
  local found = {sizes = {}, activation = {}, dropout = {}, norm = {}}
  for _, layer in ipairs(net.layers(model)) do note_layer(found, layer) end
  return {network = joined(found.sizes, "-") or net.name(model),
    activation = joined(found.activation, ", "
    .. ""),
    dropout = joined(found.dropout, ", "), norm = joined(found.norm, ", ")}
end

local function of_data(ds)
  return ("%d rows of %d"):format(ds.x:size(1), ds.x:numel() // math.max(1, ds.x:size(1)))
end

local function add_optimizer(config, opt)
  local state = core.optim_state(opt)
  config.optimizer = state.name
  for _, name in ipairs{"lr", "momentum", "nesterov", "weight_decay"} do
    local value = state.args[name]
    if value ~= nil and value ~= 0 and value ~= false then config[name] = value end
  end
end

local function stopping(given)
  if not given then return nil end
  local patience = type(given) == "table" and given.patience or 10
  return ("patience %d"):format(patience)
end

--- The settings of a run as a flat table of strings, numbers and booleans.
function M.of_run(run, options)
  local config = M.of_model(run.model)
  config.train, config.val = of_data(run.train), run.val and of_data(run.val) or nil
  config.loss = core.loss_name(run.crit)
  config.epochs, config.batch = options.epochs, math.min(options.batch, run.train.x:size(1))
  config.shuffle = options.shuffle
  for _, name in ipairs{"l1", "l2", "clip_norm"} do config[name] = options[name] end
  if options.proximal then config.proximal = true end
  config.regularizer = options.regularizer and tostring(options.regularizer):gsub(": 0x%x+", "")
    or nil
  config.scheduler = schedule.text(run.scheduler)
  config.early_stopping = stopping(options.early_stopping)
  add_optimizer(config, run.opt)
  return config
end

-- The order in which settings are named.
local order = {"network", "activation", "dropout", "norm", "train", "val", "loss", "optimizer",
  "lr",
  "momentum", "nesterov", "weight_decay", "batch", "epochs", "shuffle", "l1", "l2", "proximal",
  "regularizer", "clip_norm", "early_stopping", "scheduler"}

--- What differs between two settings: a list of {name, from, to}, in a fixed order.
function M.differences(a, b)
  local out = {}
  for _, name in ipairs(order) do
    if a[name] ~= b[name] then out[#out + 1] = {name = name, from = a[name], to = b[name]} end
  end
  return out
end

return M
