--- G0506: hidden units at the flat ends of sigmoid or tanh.
-- Half a layer, in two windows of at least 256 rows; silent where the loss is small all the same.

local course = require "gradus.coach.course"
local idle = require "gradus.coach.idle"
local words = require "gradus.words"

local SHARE, LEARNED = 0.5, 0.9

-- Held until the learning rate can be judged, which may be the cause.
local function judge(n, done)
  if n.kept.broken or not done and not course.reached(n, 3) then return nil end
  local layer, number = idle.grown(n, "flat")
  if not layer then return nil end
  local progress = course.progress(n)
  if not progress or progress > LEARNED then return nil end
  return {what = ("%d of %d %s units of hidden layer %d stand at a flat end for more than 9 of 10 "
    .. "rows (%d rows looked at); the loss is %s."
    ):format(layer.bad, layer.units, layer.kind, number,
    layer.rows, words.num(course.latest(n)))}
end

return {
  code = "G0506", severity = "warning", title = "hidden units are saturated",
  lecture = "Activation functions",
  why = "At its flat end a sigmoid or tanh has slope 0: the unit answers the same to every row and "
    .. "receives no gradient that could bring it back.",
  fix = "opt = optim.SGD(model, {lr = 0.1, weight_decay = 0.001})  -- and begin anew, or use ReLU",
  judge = judge,
  passed = function(n)
    local _, _, share = idle.worst(n, "flat")
    return share > 0 and share < SHARE and "few sigmoid or tanh units are saturated" or nil
  end,
  text = "A unit is saturated where tanh gives more than 0.98 or less than -0.98 (a sigmoid: above "
    .. "0.98, below 0.02). Some rows at the ends are fine: that is how a border becomes sharp. A "
    .. "unit that stands there for nearly every row has become a constant.\n\nIt comes from steps "
    .. "that are too long, from inputs that are not normalised, or from first weights that are too "
    .. "large.",
  wrong = [[
train = data.moons{n = 400, noise = 0.4, flip = 0.2, seed = 1}
model = mlp(2, 24, 24, 1, {act = "tanh"})
opt = optim.Adam(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 400, noise = 0.4, seed = 1}
model = mlp(2, 24, 24, 1, {act = "tanh"})
opt = optim.Adam(model, {lr = 0.003})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
