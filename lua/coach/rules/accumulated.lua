--- G0202: several backwards for each step, and a loss that is not divided by their number.

local names = require "gradus.coach.names"

-- The number that a node multiplies by, or 1.
local function factor_of(node)
  if node.op ~= "div" and node.op ~= "mul" then return 1 end
  for _, input in ipairs(node["in"]) do
    if type(input) ~= "number" and input:numel() == 1 then
      local x = input:item()
      return node.op == "mul" and x or 1 / x
    end
  end
  return 1
end

-- Was the loss made so much smaller before backward that k of them are a mean, more or less?
local function is_scaled(net, k)
  local nodes = net and net.kept.graph and net.kept.graph.nodes or {}
  local factor = 1
  for i = #nodes, 1, -1 do
    local one = factor_of(nodes[i])
    if one == 1 then break end
    factor = factor * one
  end
  return math.abs(factor) <= 1.5 / k
end

local function said(sighting, net)
  local k = sighting[1] // 1 | 0
  if is_scaled(net, k) then return nil end
  local opt = names.optimizer(sighting.run)
  return {
    what = ("Each step uses the sum of %d gradients: %d backwards come before it, and the loss is "
      .. "not divided by %d."):format(k, k, k),
    fix = ("%s.lr = %s.lr / %d  -- or: (loss / %d):backward()"):format(opt, opt, k, k),
  }
end

return {
  code = "G0202", severity = "note", title = "accumulated gradients are summed, not averaged",
  lecture = "Training the model, stochastic gradient descent",
  why = "The sum of k gradients is k times as long as their mean, so the learning rate is in "
    .. "effect k times larger.",
  see = {accumulates = said},
  text = "Several backwards before one step make one large batch out of small ones. backward() "
    .. "adds, so the step uses the sum of the gradients, while a large batch would give their "
    .. "mean. Divide each loss by the number of parts, or the learning rate.",
  wrong = [[
train = data.moons{n = 80, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  for xb, yb in train:batches(20) do
    crit(model(xb), yb):backward()
  end
  opt:step()
end]],
  right = [[
train = data.moons{n = 80, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  for xb, yb in train:batches(20) do
    local loss = crit(model(xb), yb) / 4
    loss:backward()
  end
  opt:step()
end]],
}
