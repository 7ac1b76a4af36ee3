--- G0302: raw scores given to a loss that takes probabilities or their logarithms.

local advice = require "gradus.coach.advice"
local core = require "gradus.core"
local graph = require "gradus.coach.graph"
local words = require "gradus.words"

-- Ops whose results are no probabilities, whatever the numbers look like today.
local raw = {linear = true, matmul = true, conv2d = true, relu = true, tanh = true,
  leaky_relu = true, elu = true, gelu = true}

-- Was it computed by a layer, x * w + b included?
local function is_raw(t)
  local _, op, inputs = graph.source(t)
  if op == "add" and inputs then
    local _, below = graph.source(inputs[1])
    op = below == "matmul" and below or op
  end
  return raw[op] or false
end

local CUT = 0.15 -- the share of scores that a clamp had to cut off

-- Were raw scores forced between 0 and 1? The bounds cut few numbers of a layer that means
-- probabilities.
local function is_forced(t)
  local _, op, inputs = graph.source(t)
  if op ~= "clamp" or not is_raw(inputs[1]) then return false end
  return (inputs[1]:lt(0) + inputs[1]:gt(1)):mean():item() > CUT
end

local function range(t) return t:min():item(), t:max():item() end

local function what(sighting, expected, low, high)
  return ("%s is given numbers from %s to %s; it takes %s."):format(sighting.name, words.num(low),
    words.num(high), expected)
end

local function of_probabilities(sighting)
  local low, high = range(sighting.a)
  if is_forced(sighting.a) then
    low, high = range(select(3, graph.source(sighting.a))[1])
  elseif not is_raw(sighting.a) and low >= -1e-6 and high <= 1 + 1e-6 then
    return nil
  end
  return {what = what(sighting, "probabilities, from 0 to 1", low, high),
    fix = advice.other_loss(sighting.name, "nn.BCEWithLogitsLoss()") .. "  -- takes raw scores"}
end

local function of_logarithms(sighting)
  local low, high = range(sighting.a)
  local tag = core.tag(sighting.a)
  local better = advice.other_loss(sighting.name, "nn.CrossEntropyLoss()")
  if tag == "softmax" or tag == "sigmoid" then
    return {what = ("%s is given the probabilities of a %s; it takes their logarithms."):format(
      sighting.name, tag), fix = ("%s  -- on the scores before %s"):format(better, tag)}
  end
  if not is_raw(sighting.a) and high <= 1e-6 then return nil end
  return {what = what(sighting, "logarithms of probabilities, 0 at most", low, high),
    fix = better .. "  -- takes raw scores"}
end

local function said(sighting)
  local takes = core.loss_takes(core.nn[sighting.name]())
  if takes == "probability" then return of_probabilities(sighting) end
  if takes == "log_probability" then return of_logarithms(sighting) end
end

return {
  code = "G0302", severity = "error", title = "raw scores where the loss takes probabilities",
  lecture = "Common mistakes, sigmoid and softmax outputs",
  why = "The logarithm of a number that is no probability means nothing: the loss is clamped, and "
    .. "its gradient is 0 or huge.",
  see = {loss = said},
  passed = function(net)
    local takes = net.loss_name and core.loss_takes(core.nn[net.loss_name]())
    return (takes == "probability" or takes == "log_probability")
      and net.loss_name .. " is given " .. takes:gsub("_", " ") or nil
  end,
  text = "nn.BCELoss takes probabilities: let the network end in nn.Sigmoid(), or use "
    .. "nn.BCEWithLogitsLoss, which takes the raw scores of the last layer and is the more precise "
    .. "of the two. nn.NLLLoss takes logarithms of probabilities: let the network end in "
    .. "nn.LogSoftmax(), or use nn.CrossEntropyLoss on the raw scores.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCELoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCELoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x):sigmoid(), train.y):backward()
  opt:step()
end]],
}
