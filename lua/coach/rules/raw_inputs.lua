--- G0101: inputs whose numbers are far larger than 1.
-- Judged by deviations and means of the features that meet the first weights, never by single
-- values: a rare feature that standardises to 22 is no alarm. Silent where the first layer
-- normalises by itself, in a formula without layers, where another network makes the inputs, and in
-- a regression that learns all the same.

local advice = require "gradus.coach.advice"
local anatomy = require "gradus.coach.anatomy"
local course = require "gradus.coach.course"
local idle = require "gradus.coach.idle"
local scale = require "gradus.coach.scale"
local words = require "gradus.words"

local WIDEST, FARTHEST = 10, 20 -- a healthy input: deviation 1, mean 0 to 1
local ROWS = 256

local function normalises_first(n)
  local graph = n.kept.graph
  local first = graph and graph.layers[1]
  return first and (first.op == "batch_norm" or first.op == "layer_norm")
end

-- Targets in physical units may come with inputs in such units: then the result decides.
local function learns_anyway(n)
  if idle.grown(n, "relu") or idle.grown(n, "flat") then return false end
  if n.loss_name ~= "MSELoss" and n.loss_name ~= "L1Loss" and n.loss_name ~= "HuberLoss" then
    return false
  end
  local progress, first, now = course.progress(n, 3), course.first(n), course.latest(n)
  if first and now and now > 10 * first then return false end
  return progress == nil and not n.kept.broken or progress ~= nil and progress > 0.5
end

local function what(s)
  if s.sd > WIDEST then
    return ("The first layer receives inputs with deviations up to %s (feature %d of %d, mean %s); "
      .. "weights are drawn for inputs of about 1."):format(words.num(s.sd), s.widest, s.features,
      words.num(s.widest_mean))
  end
  return ("The first layer receives inputs far from 0: feature %d of %d has mean %s and deviation "
    .. "%s."):format(s.farthest, s.features, words.num(s.mean), words.num(s.farthest_sd))
end

local function judge(n, done)
  local s = n.book.sees_data and scale.of(n)
  local is_early = s and s.rows < ROWS and n.epochs < 1
  if not s or is_early and not done and not n.kept.broken then return nil end
  if s.sd <= WIDEST and math.abs(s.mean) <= FARTHEST then return nil end
  if normalises_first(n) or anatomy.is_formula(n) or learns_anyway(n) then return nil end
  return {what = what(s), fix = advice.standardise(n, s.features)}
end

return {
  code = "G0101", severity = "warning", title = "inputs are not normalised",
  lecture = "Common mistakes, forgetting to normalize data",
  why = "A weight's gradient is as large as its input, so no learning rate suits large inputs and "
    .. "the other layers at once; and large sums push units to their flat ends.",
  judge = judge,
  passed = function(n)
    local s = scale.of(n)
    return s and ("the inputs have deviations of at most %s"):format(words.num(s.sd))
  end,
  text = "Weights are drawn, and learning rates are chosen, for inputs of about 1. Pixels of 0 to "
    .. "255 or prices in thousands make the first layer's sums and gradients just as much larger: "
    .. "the first steps overshoot, units end at 0 or at the flat ends of a sigmoid and stay there."
    .. "\n\nTake the mean and the deviation of each feature from the training part only, and apply "
    .. "the same two numbers to every part.",
  wrong = [[
train = data.moons{n = 300, noise = 0.2, seed = 1}
train.x = train.x * 100 + 50
model = mlp(2, 16, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 300, noise = 0.2, seed = 1}
train.x = train.x * 100 + 50
norm = data.Standardizer(train)
train = norm(train)
model = mlp(2, 16, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
