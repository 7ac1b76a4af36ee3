--- G0301: probabilities given to a loss that makes probabilities itself.
-- A softmax into a squared error, into log and NLLLoss, or only printed is no mistake.

local core = require "gradus.core"
local graph = require "gradus.coach.graph"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local layer_of = {softmax = "Softmax", sigmoid = "Sigmoid", logprob = "LogSoftmax"}

-- What the loss can never fall below: the second softmax sees numbers from 0 to 1 only.
local function floor_text(tag, a)
  local k = a.shape[#a.shape]
  if tag == "sigmoid" or k < 2 then
    return "the loss of a row of class 0 can never fall below 0.693"
  end
  return ("the loss can never fall below %.3f for %d classes"):format(
    math.log(math.exp(1) + k - 1) - 1, k)
end

-- One line that takes the raw scores: without the last layer, or without the call.
local function fix_of(sighting, tag)
  local model = names.ends_in(layer_of[tag])
  local call = layer_of[tag]:lower()
  if model then
    return ("%s[#%s] = nn.Identity()  -- no %s before %s"):format(model, model, layer_of[tag],
      sighting.name)
  end
  local _, _, before = graph.source(sighting.a)
  local target = core.inputs(sighting.b)[2]
  return ("loss = %s(%s, %s)  -- the scores before %s()"):format(names.loss(sighting.name),
    before and before[1] and names.tensor(before[1]) or "logits",
    target and names.tensor(target) or "y", call)
end

local function double(sighting, tag)
  local name, a = sighting.name, sighting.a
  local source = names.tensor(a)
  local own = name == "CrossEntropyLoss" and "softmax" or "sigmoid"
  return {
    what = ("%s comes out of %s, and %s applies %s again: so %s."):format(
      source and source or "What the loss is given", tag, name, own, floor_text(tag, a)),
    fix = fix_of(sighting, tag),
  }
end

local function harmless()
  return {
    severity = "note", title = "log_softmax in front of CrossEntropyLoss",
    what = "CrossEntropyLoss applies log_softmax itself. Twice is the same as once.",
    why = "It does no harm; NLLLoss is the loss that takes logarithms of probabilities.",
    fix = "crit = nn.NLLLoss()",
  }
end

local function said(sighting)
  if core.loss_takes(core.nn[sighting.name]()) ~= "logits" then return nil end
  local tag = core.tag(sighting.a)
  if tag == "logprob" then return harmless() end
  return layer_of[tag] and double(sighting, tag) or nil
end

-- ---- written by hand --------------------------------------------------------------------------

-- Is a node a quotient whose divisor was made with exp: a softmax or a sigmoid of the learner's?
local function is_own(nodes, node)
  if not node or node.op ~= "div" and node.op ~= "pow" then return false end
  local at, seen = node["in"][node.op == "div" and 2 or 1], 0
  while type(at) == "number" and seen < 6 do
    local below = nodes[at]
    if below.op == "exp" then return true end
    local passes = below.op == "sum" or below.op == "add" or below.op == "reshape"
      or below.op == "unsqueeze"
    if not passes then return false end
    local first, second = below["in"][1], below["in"][2]
    at, seen = type(first) == "number" and first or second, seen + 1
  end
  return false
end

-- Ops that make a mean of probabilities from them.
local blends = {div = true, mul = true, add = true, mean = true, sum = true, stack = true,
  cat = true}

-- Is number `at` a probability, or a mean of several?
local function is_blend(nodes, at, depth)
  local node = graph.maker(nodes, at)
  if not node or depth > 6 then return false end
  local tag = core.tag(node.out)
  if tag == "softmax" or tag == "sigmoid" or is_own(nodes, node) then return true end
  if not blends[node.op] then return false end
  for _, k in ipairs(node["in"]) do
    local constant = type(k) ~= "number" and k:numel() == 1 and not core.is_parameter(k)
    if not constant and not is_blend(nodes, k, depth + 1) then return false end
  end
  return true
end

local function within_one(t) return t:min():item() >= -1e-6 and t:max():item() <= 1 + 1e-6 end

local function sums_to_one(t)
  return t:dim() == 2 and t:size(2) > 1
    and (t:sum(2) - 1):abs():max():item() < 1e-4
end

-- Scores of several rows, each other than the first, that happen to be shares of one? Never.
local function are_shares(t)
  return t:dim() == 2 and t:size(1) >= 4 and within_one(t) and sums_to_one(t)
    and (t - t:narrow(1, 1, 1)):abs():max():item() > 1e-6
end

-- Is a loss that makes probabilities given some that carry no tag?
local function takes_shares(nodes, loss, node)
  local tag = core.tag(node.out)
  if core.loss_takes(core.nn[loss.op]()) ~= "logits" or tag == "softmax" or tag == "sigmoid" then
    return false
  end
  return within_one(node.out) and is_blend(nodes, node.index, 0)
    or loss.op == "CrossEntropyLoss" and are_shares(node.out)
end

-- A rule of its own would say the same: at the first backward, by what the graph shows.
local function by_hand(_, net)
  local g = net and net.kept.graph
  for _, loss in ipairs(g and g.losses or {}) do
    local node = graph.maker(g.nodes, loss["in"][1])
    if node and takes_shares(g.nodes, loss, node) then
      local tag = sums_to_one(node.out) and "softmax" or "sigmoid"
      return {
        what = ("The loss is given probabilities (a %s, written out or averaged), and %s applies "
          .. "%s again: so %s."):format(tag, loss.op, loss.op == "CrossEntropyLoss" and "softmax"
          or "sigmoid", floor_text(tag, node.out)),
        fix = ("loss = %s(logits, y)  -- the scores before they became probabilities"):format(
          names.loss(loss.op)),
      }
    end
  end
end

return {
  code = "G0301", severity = "error", title = "softmax or sigmoid is applied twice",
  lecture = "Common mistakes, softmax outputs and the loss",
  why = "The second one sees only numbers from 0 to 1, so it can never be sure, and the gradients "
    .. "shrink.",
  see = {loss = said, graph = by_hand},
  passed = function(net)
    local takes = net.loss_name and core.loss_takes(core.nn[net.loss_name]())
    return takes == "logits" and net.loss_name .. " is given raw scores" or nil
  end,
  text = "nn.CrossEntropyLoss and nn.BCEWithLogitsLoss take raw scores (logits) and make "
    .. "probabilities inside, where it can be done without loss of precision. A softmax or sigmoid "
    .. "before them is a second one. The network still learns, often with good accuracy; what "
    .. "tells is the loss, which stays above ln(e + K - 1) - 1 for K classes: "
    .. words.num(0.551) .. " for 3, 1.461 for 10.\n\nLet the network end in its last Linear. Where "
    .. "you want to see probabilities, apply softmax to what you print.",
  wrong = [[
train = data.blobs{n = 90, classes = 3, seed = 1}
model = mlp(2, 16, 3)
opt = optim.Adam(model)
crit = nn.CrossEntropyLoss()
x, y = train.x, train.y
for epoch = 1, 5 do
  opt:zero_grad()
  logits = model(x)
  probs = logits:softmax(2)
  loss = crit(probs, y)
  loss:backward()
  opt:step()
end]],
  right = [[
train = data.blobs{n = 90, classes = 3, seed = 1}
model = mlp(2, 16, 3)
opt = optim.Adam(model)
crit = nn.CrossEntropyLoss()
x, y = train.x, train.y
for epoch = 1, 5 do
  opt:zero_grad()
  logits = model(x)
  loss = crit(logits, y)
  loss:backward()
  opt:step()
end
print(logits:softmax(2):max():item())]],
}
