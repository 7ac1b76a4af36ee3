--- G0401: hidden units that begin equal, and therefore stay equal.
-- A fact, seen at the first backward and confirmed after twenty steps: where something tells the
-- units apart (other weights behind them, dropout) they are no longer equal then, and nothing is
-- said. Silent for the last layer and for networks without a hidden one.

local advice = require "gradus.coach.advice"
local anatomy = require "gradus.coach.anatomy"
local births = require "gradus.coach.births"

local function most_twins(n)
  for _, born in ipairs(births.of(n) or {}) do
    if born.twins * 2 >= born.units and born.units > 1 then return born end
  end
end

local function judge(n)
  local born = most_twins(n)
  if not born then return nil end
  if not born.alike and anatomy.twins(born.layer) * 2 < born.units then return nil end
  local zero = born.gain == 0 and ", with all weights 0" or ", with the same weights"
  return {
    what = ("%d of the %d units of %s began equal%s%s."):format(born.twins, born.units, born.text,
      zero, born.alike and ", and so did the weights behind them"
      or (", and after %d steps they still are"):format(n.steps)),
    fix = advice.first_weights(n, born.act == "relu" and "he" or "xavier"),
  }
end

return {
  code = "G0401", severity = "error", title = "all units of a layer begin the same",
  lecture = "Weights initialization",
  why = "Equal units receive equal gradients and stay equal for ever: many do the work of one.",
  see = {graph = function(_, n) births.of(n) end},
  judge = judge,
  passed = function(n)
    return births.of(n) and not most_twins(n) and "hidden units began different" or nil
  end,
  text = "Backward gives units with the same incoming and outgoing weights the same gradient. "
    .. "After the step they are equal again, and so for ever: the layer has one unit in many "
    .. "copies. With all weights 0 and ReLU not even that one learns.\n\nRandom weights break the "
    .. "symmetry. Biases may begin at 0, and so may the weights of a network without a hidden "
    .. "layer.",
  wrong = [[
train = data.moons{n = 300, seed = 1}
model = mlp(2, 16, 1)
nn.init.model(model, "constant", 0.1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(30) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 300, seed = 1}
model = mlp(2, 16, 1)
nn.init.model(model, "he")
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(30) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
