--- G0504: a loss that is no number: which op made it, from what.
-- Where an earlier cause explains it (inputs, first weights, learning rate), that one is said.

local core = require "gradus.core"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local function is_finite(t) return t:isfinite():all():item() == 1 end

local function range(t)
  return ("%s to %s"):format(words.num(t:min():item()), words.num(t:max():item()))
end

local function tensor_of(nodes, at) return type(at) == "number" and nodes[at].out or at end

-- The first node whose inputs are all numbers and whose result is not; or the data that are none.
local function first_break(graph)
  for _, node in ipairs(graph.nodes) do
    for _, at in ipairs(node["in"]) do
      local t = tensor_of(graph.nodes, at)
      if type(at) ~= "number" and t:numel() > 0 and not is_finite(t) then return node, t end
    end
    if not is_finite(node.out) then return node end
  end
end

local function inputs_text(graph, node)
  local out = {}
  for _, at in ipairs(node["in"]) do
    local t = tensor_of(graph.nodes, at)
    if t:numel() > 0 and #out < 2 then out[#out + 1] = range(t) end
  end
  return table.concat(out, " and ")
end

local cures = {
  log = {"there is no logarithm of 0 or less.",
    "y = x:clamp(1e-7, 1):log()  -- or the loss on raw scores"},
  div = {"a division by 0 has no result.", "y = a / (b + 1e-8)"},
  exp = {"exp of more than 88 is beyond the largest number.",
    "p = x:softmax(2)  -- subtracts the largest score first"},
  sqrt = {"there is no root of a negative number.", "y = x:clamp(1e-12, 1e30):sqrt()"},
  pow = {"this power has no value there.", "y = x:abs() + 1e-8"},
}

local function bad_data(t)
  if core.is_parameter(t) then
    return {what = "Weights are no numbers any more: an earlier step was too long.",
      fix = "opt.lr = opt.lr / 10  -- and begin again with fresh weights"}
  end
  local bad = t:isfinite():eq(0):sum():item() // 1 | 0
  return {title = "data that are no numbers",
    what = ("%d of %d numbers that go into the network are NaN or infinite, before anything is "
      .. "computed."):format(bad, t:numel()),
    why = "One such number makes every sum that it enters no number, and then every weight.",
    fix = ("print(%s:isfinite():all())  -- empty cells, or a column divided by its deviation 0?")
      :format(names.tensor(t, "train.x"))}
end

local LARGE = 1000

-- Had the numbers grown out of all proportion before one of them broke? Then it was the steps, or
-- the first weights. fewest: of tensors of so many numbers; a loss alone may be large.
local function is_blown(graph, node, data, fewest)
  if data then return core.is_parameter(data) end
  for _, at in ipairs(node and node["in"] or {}) do
    local t = tensor_of(graph.nodes, at)
    if t:numel() >= fewest and t:abs():max():item() > LARGE then return true end
  end
  return false
end

local function said(sighting, n)
  local graph = require("gradus.coach.graph").read(sighting.a)
  local node, data = first_break(graph)
  if n then
    n.kept.broken = true
    n.kept.overflows = is_blown(graph, node, data, 2)
    n.kept.blown = n.steps > 0 and is_blown(graph, node, data, 1)
  end
  if data then return bad_data(data) end
  if not node then return {what = "The loss is no number."} end
  local cure = cures[node.op] or {"the numbers had grown beyond bounds."}
  return {what = ("%s made the first number that is none, from inputs of %s: %s"):format(node.op,
    inputs_text(graph, node), cure[1]), fix = cure[2]}
end

return {
  code = "G0504", severity = "error", title = "the loss is no number (NaN or infinite)",
  lecture = "Learning rate; loss is exploding",
  why = "One step on such a loss makes every weight no number, and nothing brings them back.",
  fix = "nn.utils.clip_grad_norm_(model:parameters(), 1)  -- between backward() and step()",
  see = {not_finite = said},
  passed = function(n)
    return n.steps > 0 and not n.kept.broken and "every loss was a number" or nil
  end,
  text = "NaN (not a number) comes from log(0), 0/0, the root of a negative number, or infinity "
    .. "minus infinity; infinity from exp of a large number, or from steps that are too long. The "
    .. "finding names the op that made the first one and what it was given.\n\nPrefer losses that "
    .. "take raw scores: they never compute log(0).",
  wrong = [[
x, y = randn(64, 2), ones(64, 1)
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
for step = 1, 30 do
  opt:zero_grad()
  p = model(x):relu()
  loss = -(y * p:log()):mean()
  loss:backward()
  opt:step()
end]],
  right = [[
x, y = randn(64, 2), ones(64, 1)
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
for step = 1, 30 do
  opt:zero_grad()
  loss = nn.BCEWithLogitsLoss()(model(x), y)
  loss:backward()
  opt:step()
end]],
}
