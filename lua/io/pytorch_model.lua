--- A model as PyTorch code: one line per layer, and the classes that PyTorch does not have.
-- Requires core, err, io.pytorch_values, nn.module and nn.text.

local core = require "gradus.core"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local values = require "gradus.io.pytorch_values"

local M = {}

-- Layers that take the same arguments there: what stands in front, then what is named.
local plain = {
  Linear = {"in", "out", named = {"bias"}},
  BatchNorm1d = {"features", named = {"eps", "momentum"}},
  LayerNorm = {"features", named = {"eps"}},
  Conv2d = {"in", "out", "k", named = {"stride", "padding", "bias"}},
  MaxPool2d = {"k"}, AvgPool2d = {"k"}, LeakyReLU = {"slope"}, ELU = {"alpha"},
  Maxout = {"in", "out", "pieces"},
  Flatten = {}, Identity = {}, Sigmoid = {}, Tanh = {}, ReLU = {}, SELU = {}, GELU = {}, SiLU = {},
  Softplus = {},
}

-- Classes of our own, by the name of the layer that needs them.
M.classes = {
  Maxout = [[
class Maxout(nn.Linear):
    """Units that are each the largest of several linear functions."""

    def __init__(self, inputs, units, pieces):
        super().__init__(inputs, units * pieces)
        self.pieces = pieces

    def forward(self, x):
        y = super().forward(x)
        return y.reshape(*y.shape[:-1], -1, self.pieces).amax(-1)
]],
  ClassicDropout = [[
class ClassicDropout(nn.Module):
    """Drops in training and scales by what is kept in evaluation."""

    def __init__(self, drop):
        super().__init__()
        self.drop = drop

    def forward(self, x):
        if not self.training:
            return x * (1 - self.drop)
        return x * (torch.rand_like(x) >= self.drop)
]],
}

local function call(name, rule, args)
  local parts = {}
  for i, key in ipairs(rule) do parts[i] = values.value(args[key]) end
  local named = values.keywords(rule.named or {}, args)
  if named ~= "" then parts[#parts + 1] = named end
  return name .. "(" .. table.concat(parts, ", ") .. ")"
end

-- Dimensions count from 0 there; the last one is -1.
local function softmax(name, args)
  return ("nn.%s(dim=%d)"):format(name, args.dim and args.dim - 1 or -1)
end

local function layer_text(m, needs)
  local name, args = core.module_name(m), core.module_args(m)
  if name == "Softmax" or name == "LogSoftmax" then return softmax(name, args) end
  if name == "Dropout" then
    local classic = args.mode == "classic"
    if classic then needs.ClassicDropout = true end
    return call(classic and "ClassicDropout" or "nn.Dropout", {"drop"}, args)
  end
  if M.classes[name] then
    needs[name] = true
    return call(name, plain[name], args)
  end
  if plain[name] then return call("nn." .. name, plain[name], args) end
  err.raise("E0103", "export.pytorch does not know the layer " .. name, nil, 5)
end

--- The text of a model, with the names of the classes it needs noted in `needs`.
-- errors: E0103 for a module of one's own, whose forward is Lua.
function M.text(m, needs, indent)
  indent = indent or ""
  if module.is_layer(m) then return layer_text(m, needs) end
  if getmetatable(m).title ~= "Sequential" then
    err.raise("E0103",
      ("export.pytorch cannot translate %s: its forward is Lua of your own"):format(
      module.name(m)), "Layers of nn and Sequentials of them can be translated.", 4)
  end
  local lines = {"nn.Sequential("}
  for i = 1, #m do lines[#lines + 1] = indent .. "    " .. M.text(m[i], needs, indent .. "    ")
    .. "," end
  return table.concat(lines, "\n") .. "\n" .. indent .. ")"
end

return M
