-- The public table: every name of the contract is there; unknown names of its tables are errors.

local T = require "gradus_test"
local gradus = require "gradus"

local function words(text)
  local out = {}
  for word in text:gmatch("%S+") do out[#out + 1] = word end
  return out
end

-- The public table loads what stands behind a name when it is first asked for; the others are
-- strict and must hold the name themselves.
local function check_all(from, title, text)
  for _, name in ipairs(words(text)) do
    local value = rawget(from, name)
    if from == gradus then value = gradus[name] end
    T.ok(value ~= nil, title .. " has no " .. name)
  end
end

T.test("every public name exists, here and as a global", function()
  check_all(gradus, "gradus", [[
    tensor zeros ones full eye arange linspace rand randn randperm seed zeros_like ones_like
    randn_like cat stack no_grad gradcheck nn optim data mlp fit evaluate accuracy predict again
    health ablate descend surface baseline cross_validate ensemble sweep diagnose bias_variance
    plot export seeds runs mistake help]])
  for name, value in pairs(gradus) do T.ok(rawequal(_G[name], value), name) end
end)

T.test("nn, its parts, optim and data hold the names of the contract", function()
  check_all(nn,
    "nn", [[
    Sequential Module Linear Maxout Flatten BatchNorm1d LayerNorm Conv2d MaxPool2d AvgPool2d
    Identity Dropout Sigmoid Tanh ReLU LeakyReLU ELU SELU GELU SiLU Softplus Softmax LogSoftmax
    MSELoss L1Loss HuberLoss BCELoss BCEWithLogitsLoss CrossEntropyLoss NLLLoss HingeLoss
    KLDivLoss init reg utils save load]])
  check_all(nn.init, "nn.init", [[
    zeros_ ones_ constant_ uniform_ normal_ xavier_uniform_ xavier_normal_ kaiming_uniform_
    kaiming_normal_ lecun_normal_ orthogonal_ model]])
  check_all(nn.reg, "nn.reg", "L1 L2 ElasticNet MaxNorm")
  check_all(nn.utils, "nn.utils", [[
    clip_grad_norm_ clip_grad_value_ parameters_to_vector vector_to_parameters]])
  check_all(optim, "optim", [[
    SGD Adam AdamW NAdam Adamax Adagrad Adadelta RMSprop Rprop StepLR ExponentialLR
    CosineAnnealingLR LinearWarmup OneCycleLR ReduceLROnPlateau HalveOnDivergence lr_find]])
  check_all(data,
    "data", [[
    moons circles spirals blobs xor sine polynomial cats multilabel digits from csv idx
    polynomial_features one_hot Standardizer MinMax]])
end)

T.test("tensors have the methods of the contract", function()
  local methods = require("gradus.core").methods "tensor"
  check_all(methods, "a tensor", [[
    size dim numel item tolist rows narrow index_select matmul mm t reshape view exp log sqrt
    abs sin cos tanh sigmoid relu pow clamp sign maximum minimum sum mean max min var std prod
    argmax argmin norm lstsq softmax log_softmax gt ge lt le eq ne squeeze unsqueeze isnan
    isfinite any all fill_ zero_ copy_ add_ mul_ uniform_ normal_ clamp_ requires_grad_ backward
    detach clone zero_grad]])
end)

T.test("settings are reached through gradus and are no globals", function()
  T.ok(gradus.version:match("^%d+%.%d+%.%d+$"))
  T.eq(math.type(gradus.memory()), "integer")
  T.ok(gradus.memory_limit() >= 1 << 30)
  T.eq(gradus.threads(), 1)
  for _, name in ipairs{"version", "memory", "memory_limit", "threads"} do
    T.eq(rawget(gradus, name), nil)
  end
end)

T.test("a memory limit turns a giant allocation into an error", function()
  local before = gradus.memory_limit()
  gradus.memory_limit(8 << 20)
  T.raises(function() return zeros(4000, 4000) end, "", "E0301")
  gradus.memory_limit(before)
  T.eq(zeros(2000, 2000):numel(), 4000000)
end)

T.test("a table of names prints them and knows no others", function()
  T.eq(tostring(nn.reg), "nn.reg: ElasticNet, L1, L2, MaxNorm")
  for line in tostring(nn):gmatch("[^\n]+") do T.ok(#line <= 76, line) end
  local e = T.raises(function() return nn.reg.L3 end, "", "E0106")
  T.eq(tostring(e), "nn.reg has no L3\ndid you mean L1?")
  e = T.raises(function() return export.onnx end, "", "E0106")
  T.eq(tostring(e), "export has no onnx\nIt has pytorch.")
end)

T.finish()
