--- G0201: a step on gradients that still hold those of earlier steps.
-- Silent at accumulation on purpose (several backwards, then step and zero_grad), and where a
-- buffer is dirty but zeroed before its own optimizer steps, as with two networks in one loop.

local names = require "gradus.coach.names"
local words = require "gradus.words"

-- n: the step, the norm of what was left over, the norm of all that the step used.
local function said(sighting)
  local step, left, total = sighting[1], sighting[2], sighting[3]
  local opt = sighting.run and names.optimizer(sighting.run)
  return {
    what = ("Step %d used this batch's gradient plus all of the earlier ones: of a gradient with "
      .. "norm %s, what was left over has norm %s."):format(step, words.num(total),
      words.num(left)),
    fix = opt and ("%s:zero_grad()  -- before backward()"):format(opt)
      or ("%s:zero_grad()  -- after each step by hand"):format(
        names.tensor(sighting.a, "w")),
  }
end

return {
  code = "G0201", severity = "error", title = "gradients are not cleared between steps",
  lecture = "Common mistakes, forgetting zero_grad()",
  why = "backward() adds to .grad and never replaces it. Old gradients point where the loss used "
    .. "to fall, so the steps grow and overshoot.",
  see = {stale = said},
  passed = function(net)
    return net.steps >= 2 and "gradients were cleared before each step" or nil
  end,
  text = "backward() adds its gradient to the one that is there. That is useful when a batch is "
    .. "cut into parts: several backwards, one step, then zero_grad(). Without zero_grad() each "
    .. "step uses the sum of all gradients so far, which is momentum without friction: with a "
    .. "small learning rate it may even look fine, with a larger one the loss swings and stays "
    .. "high.\n\nClear the gradients once for each step: before backward(), or right after step().",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 3 do
  for xb, yb in train:batches(20) do
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 3 do
  for xb, yb in train:batches(20) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
