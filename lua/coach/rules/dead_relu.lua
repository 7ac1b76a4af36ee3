--- G0507: ReLU units that are 0 for every row.
-- Six in ten of a layer of at least 8 units, in two windows of at least 256 rows: sparse units,
-- which are alive for some rows, do not count. Inputs from 0 to 1 alone leave half a layer dead in
-- runs that do well. Silent where the loss is small all the same.

local advice = require "gradus.coach.advice"
local course = require "gradus.coach.course"
local idle = require "gradus.coach.idle"
local words = require "gradus.words"

local SHARE, LEARNED, WIDTH = 0.6, 0.85, 8
local FALLEN = 0.4 -- of the first loss, where nobody knows what could be learned

-- Held until the learning rate can be judged, which may be the cause.
local function judge(n, done)
  if n.kept.broken or not done and not course.reached(n, 3) then return nil end
  local layer, number, share = idle.grown(n, "relu")
  if not layer or share < SHARE then return nil end
  local progress = course.progress(n)
  if not progress or progress > (n.baseline and LEARNED or FALLEN) then return nil end
  return {
    severity = layer.units < WIDTH and "note" or share == 1 and "error" or nil,
    what = ("%d of %d ReLU units of hidden layer %d gave 0 for each of %d rows; the loss is %s.")
      :format(layer.bad, layer.units, number, layer.rows, words.num(course.latest(n))),
    fix = advice.other_act(n, "leaky_relu", 8) .. "  -- and a smaller learning rate",
  }
end

return {
  code = "G0507", severity = "warning", title = "ReLU units are dead",
  lecture = "Activation functions; be careful with your learning rates",
  why = "A ReLU that is 0 for every row has slope 0 for every row: no gradient ever reaches its "
    .. "weights, so it stays so.",
  judge = judge,
  passed = function(n)
    local _, _, share = idle.worst(n, "relu")
    return share > 0 and share < 0.5 and "most ReLU units are alive" or nil
  end,
  text = "max(0, x) learns only where x > 0. One step that is too long can push a unit's sum below "
    .. "0 for all rows, and then it is out for good. A few dead units cost little; half a layer is "
    .. "a sign.\n\nUse a smaller learning rate, normalise inputs, look at the first weights and "
    .. "biases; leaky ReLU keeps a small slope on both sides.",
  wrong = [[
train = data.digits{n = 400, seed = 1}
model = mlp(64, 32, 32, 10)
opt = optim.SGD(model, {lr = 0.5, momentum = 0.9})
crit = nn.CrossEntropyLoss()
for epoch = 1, 30 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.digits{n = 400, seed = 1}
model = mlp(64, 32, 32, 10)
opt = optim.SGD(model, {lr = 0.05, momentum = 0.9})
crit = nn.CrossEntropyLoss()
for epoch = 1, 30 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
