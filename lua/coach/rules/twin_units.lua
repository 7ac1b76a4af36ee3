--- G0401: hidden units that begin equal, and therefore stay equal.
-- A fact, seen at the first backward and confirmed after twenty steps: where something tells the
-- units apart (other weights behind them, dropout) they are no longer equal then, and nothing is
-- said. Silent for the last layer and for networks without a hidden one.

local advice = require "gradus.coach.advice"
local anatomy = require "gradus.coach.anatomy"
local births = require "gradus.coach.births"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local FEWEST = 20 -- steps that a layer has made

local function first_twins(n, list)
  for _, born in ipairs(list or {}) do
    local old = n.steps - (born.step or 0) >= FEWEST
    if old and born.twins * 2 >= born.units and born.units > 1 then return born end
  end
end

local function most_twins(n)
  return first_twins(n, births.of(n)) or first_twins(n, births.later(n))
end

local POOR, NOTHING, NEAR = 0.5, 0.1, 0.3

-- Did all units begin with the same weights, whatever their biases, and does it still tell?
local function looks_alike(born, progress)
  local all = born.hidden and born.equal == born.units and born.units > 2
  if not all or born.layer.inputs < 2 then return false end
  if born.gain == 0 then return progress < NOTHING end
  return anatomy.spread(born.layer) < NEAR
end

-- All units look at the same sum of the inputs, each with a bias of its own; they have hardly gone
-- apart, and little was learned. (With one input, or where it goes well, that is a design.)
local function nearly(n, done)
  local progress = course.progress(n, 3) or done and course.progress(n)
  if not progress or progress > POOR or n.kept.broken then return nil end
  for _, born in ipairs(births.of(n) or {}) do
    if looks_alike(born, progress) then
      return {severity = "warning", title = "all units of a layer look at the same",
        what = ("The %d units of %s began with %s, only their biases differ; after "
          .. "%d steps the loss is %s."):format(born.units, born.text, born.gain == 0
          and "all weights 0" or "equal weights", n.steps, words.num(course.latest(n))),
        fix = advice.first_weights(n, born.act == "relu" and "he" or "xavier")}
    end
  end
end

local function judge(n, done)
  local born = most_twins(n)
  if not born then return nearly(n, done) end
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
  see = {graph = function(_, n) births.later(n) end},
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
