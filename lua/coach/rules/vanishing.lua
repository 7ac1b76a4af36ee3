--- G0505: gradients that fade on their way to the first layer.
-- Small gradients near a minimum are success: only a loss that does not fall is judged. Layers are
-- taken in the order of the graph, not of the optimizer's list.

local advice = require "gradus.coach.advice"
local anatomy = require "gradus.coach.anatomy"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local FADED = -3 -- log10 of first layer's gradient / last layer's; healthy runs: above -2.8
local GONE = -4    -- nothing that lives has this
local EPOCHS, LOOKS, SHORT = 5, 4, 50 -- epochs; looks; steps of a run that ended before

local function rms(t) return (t ^ 2):mean():item() ^ 0.5 end

-- log10 of the first layer's gradient over the last one's, now.
local function slope_now(n)
  local graph = n.kept.graph
  local layers = graph and anatomy.read(graph) or {}
  if #layers < 3 then return nil end
  local first, last = layers[1].weight.grad, layers[#layers].weight.grad
  if not first or not last then return nil end
  local below, above = rms(first), rms(last)
  return above > 0 and below >= 0 and math.log(math.max(below, 1e-30) / above, 10) or nil
end

-- Noted at each look; the middle one counts, and there must be some.
local function slope(n)
  local kept = n.kept
  kept.slopes = kept.slopes or {}
  if kept.slope_step ~= n.steps then
    kept.slope_step = n.steps
    kept.slopes[#kept.slopes + 1] = slope_now(n)
  end
  if #kept.slopes < 2 then return nil end
  local sorted = table.move(kept.slopes, 1, #kept.slopes, 1, {})
  table.sort(sorted)
  return sorted[#sorted // 2 + 1]
end

local function has_learned(n, fade, done)
  local progress = course.progress(n, fade < GONE and 3 or EPOCHS)
  if not progress and done and n.steps >= SHORT then progress = course.progress(n) end
  return not progress or progress >= 0.05 or fade >= GONE and course.progress(n) >= 0.05
end

local function judge(n, done)
  if n.kept.broken then return nil end
  local fade = slope(n)
  if not fade or fade >= FADED or has_learned(n, fade, done) then return nil end
  if fade >= GONE and #n.kept.slopes < LOOKS then return nil end
  return {what = ("The first layer's gradient is %s times as large as the last one's, and after %d "
    .. "steps the loss is still %s."):format(words.num(10 ^ fade), n.steps,
    words.num(course.latest(n))),
    fix = advice.other_act(n, "relu", 2) .. "  -- ReLU, or fewer layers"}
end

return {
  code = "G0505", severity = "warning", title = "gradients vanish on their way back",
  lecture = "Activation functions; sigmoid",
  why = "Each sigmoid multiplies the gradient by at most 0.25: after a few layers nothing is left "
    .. "for the first ones to learn from.",
  judge = judge,
  passed = function(n)
    local fade = slope(n)
    return fade and fade > FADED and "gradients reach the first layer" or nil
  end,
  text = "Backward multiplies slopes, layer by layer. The slope of a sigmoid is at most 1/4, that "
    .. "of tanh at most 1: behind eight sigmoids a gradient is some hundred thousand times "
    .. "smaller. The last layer then learns the mean of the labels, and the first ones stay as "
    .. "they were.\n\nReLU (slope 1), weights drawn for the activation, normalisation between "
    .. "layers, or fewer layers help.",
  wrong = [[
train = data.moons{n = 300, seed = 1}
model = mlp(2, 16, 16, 16, 16, 16, 16, 16, 16, 1, {act = "sigmoid"})
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 300, seed = 1}
model = mlp(2, 16, 16, 16, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
