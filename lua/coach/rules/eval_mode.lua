--- G0204: steps on gradients of a network whose dropout or batch normalisation is switched off.
-- Silent where what lies below the layer is not trained by this optimizer: a frozen part rightly
-- stays in evaluation mode; and where a part of a network that is in training mode was switched off
-- by itself.

local advice = require "gradus.coach.advice"
local names = require "gradus.coach.names"

local function has_quiet_part(m)
  for _, part in ipairs(m:children()) do
    if not part.training or has_quiet_part(part) then return true end
  end
  return false
end

local function is_partial(weight)
  return names.any_module(function(has, _, m)
    return m.training and has(weight) and has_quiet_part(m)
  end)
end

local function said(_, net)
  if net and net.kept.weight and is_partial(net.kept.weight) then return nil end
  local step = net and net.steps or 1
  local model = net and advice.model(net) or "model"
  return {
    what = ("Step %d trained with the network in evaluation mode: no unit is dropped, and batch "
      .. "normalisation does not follow the data."):format(step),
    fix = model .. ":train()  -- first line of the epoch loop",
  }
end

return {
  code = "G0204", severity = "error", title = "training in evaluation mode",
  lecture = "Common mistakes, train/eval toggle",
  why = "eval() stays until train() is called. What dropout and batch normalisation are there for "
    .. "is off while you train.",
  see = {quiet_step = said},
  passed = function(net)
    return net.kept.noisy and "training ran in training mode" or nil
  end,
  text = "model:eval() switches dropout off and freezes the averages of batch normalisation until "
    .. "model:train() is called. It is typical that the first epoch is right and all others train "
    .. "without dropout, because eval() was called for the validation at the end of the first. "
    .. "Call model:train() at the top of each epoch.",
  wrong = [[
train, val = data.moons{n = 200, seed = 1}:split{train = 0.7, val = 0.3}
model = mlp(2, 16, 1, {dropout = 0.3})
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 3 do
  for xb, yb in train:batches(35) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
  model:eval()
  print(crit(model(val.x), val.y):item())
end]],
  right = [[
train, val = data.moons{n = 200, seed = 1}:split{train = 0.7, val = 0.3}
model = mlp(2, 16, 1, {dropout = 0.3})
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 3 do
  model:train()
  for xb, yb in train:batches(35) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
  model:eval()
  print(crit(model(val.x), val.y):item())
end]],
}
