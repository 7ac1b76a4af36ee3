--- mlp(2, 64, 64, 1, {…}): the usual network in one call, as a Sequential of its layers.
-- Requires core, doc, err, options and nn.sequential.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"
local Sequential = require("gradus.nn.sequential").Sequential

local activations = {
  relu = "ReLU", tanh = "Tanh", sigmoid = "Sigmoid", leaky_relu = "LeakyReLU", leaky = "LeakyReLU",
  elu = "ELU", selu = "SELU", gelu = "GELU", silu = "SiLU", softplus = "Softplus", none = false,
}

local norms = {batch = "BatchNorm1d", layer = "LayerNorm"}

local function keys(t)
  local out = {}
  for key in pairs(t) do out[#out + 1] = key end
  table.sort(out)
  return out
end

local spec = {
  act = {type = "string", default = "relu", choices = keys(activations),
    doc = "the activation between the layers"},
  dropout = {type = "number|table", doc = "share of each hidden layer to drop; or {keep=0.8}"},
  norm = {type = "string", choices = keys(norms), doc = "normalisation before each activation"},
  init = {type = "string|table",
    doc = 'rule for the first weights: "he", "xavier", {constant=0.1}'},
}

local function check_sizes(sizes)
  for i, size in ipairs(sizes) do
    if math.type(size) ~= "integer" or size < 1 then
      err.raise(type(size) == "number" and "E0102" or "E0103",
        ("mlp: size %d must be a whole number above 0, found %s"):format(i,
          type(size) == "number" and size or options.kind(size)), nil, 4)
    end
  end
  if #sizes < 2 then
    err.raise("E0107",
      ("mlp needs at least two sizes (inputs and outputs), found %d"):format(#sizes),
      "mlp(2, 16, 1) has 2 inputs, 16 hidden units and 1 output.", 4)
  end
end

local function dropout(given)
  if type(given) == "table" then return core.nn.Dropout(given) end
  return core.module_shorthand(core.nn.Dropout{drop = given})
end

-- What stands between two linear layers of this width.
local function add_between(layers, width, opts)
  local function add(layer) layers[#layers + 1] = layer end
  if opts.norm then add(core.nn[norms[opts.norm]](width)) end
  if activations[opts.act] then add(core.nn[activations[opts.act]]()) end
  if opts.dropout and opts.dropout ~= 0 then add(dropout(opts.dropout)) end
end

-- Batch normalisation takes out each unit's mean, and so a bias before it: none is made.
local function linear(inputs, outputs, is_hidden, opts)
  local args = {init = opts.init}
  if is_hidden and opts.norm == "batch" then args.bias = false end
  return core.nn.Linear(inputs, outputs, args)
end

--- Make a network of linear layers of these sizes, with an activation between them and nothing
-- after the last.
-- errors: E0107 fewer than two sizes; E0102 a size that is not a whole number above 0.
local function mlp(...)
  local sizes = {...}
  local given = type(sizes[#sizes]) == "table" and table.remove(sizes) or nil
  check_sizes(sizes)
  local opts = options.check("mlp", given, spec)
  local layers = {}
  for i = 1, #sizes - 1 do
    local is_hidden = i < #sizes - 1
    layers[#layers + 1] = linear(sizes[i], sizes[i + 1], is_hidden, opts)
    if is_hidden then add_between(layers, sizes[i + 1], opts) end
  end
  return Sequential(layers)
end

doc.add{name = "mlp", usage = "mlp(inputs, hidden, …, outputs[, {act=, dropout=, norm=, init=}])",
  summary = "Makes a network of linear layers with an activation between them.",
  args = {
    {name = "act", type = "string", default = "relu", doc = table.concat(keys(activations), ", ")},
    {name = "dropout", type = "number", doc = "share of each hidden layer to drop; or {keep=0.8}"},
    {name = "norm", type = "string", doc = '"batch" or "layer", before each activation; '
      .. "batch takes the place of the biases before it"},
    {name = "init", type = "string",
      doc = 'rule for the first weights: "he", "xavier", {constant=0.1}'},
  },
  example = 'print(mlp(2, 16, 1, {act="tanh"}))\n'
    .. "--> nn.Sequential{nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1)}  -- 65 parameters",
  see = {"nn.Sequential", "fit"}}

return mlp
