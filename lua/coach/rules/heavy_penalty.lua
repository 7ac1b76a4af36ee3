--- G0508: a penalty on the weights that is stronger than the data.
-- The weights have shrunk to a fraction of what they were at birth, and the loss on the data is
-- that of ignorance: both are measured. Counts penalties in the loss and weight_decay alike. Or
-- weight_decay takes half of every weight in a step, and nothing is learned.

local anatomy = require "gradus.coach.anatomy"
local births = require "gradus.coach.births"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local SHRUNK, EPOCHS = 0.2, 3
local JUMP = 1.25 -- of the loss
local TAKEN = 0.5 -- of a weight, by the penalty, in one step

-- The largest share of its size that a layer has kept.
local function share_kept(births_of)
  local most = 0
  for _, born in ipairs(births_of) do
    local share = anatomy.gain(born.layer.weight, born.layer.inputs) / born.gain
    if share ~= share or share == math.huge then return nil end -- born as 0, or no number now
    most = math.max(most, share)
  end
  return most
end

-- Weights that meet an op other than those of a layer: a penalty, written by hand or by nn.reg.
local layer_ops = {linear = true, matmul = true, conv2d = true, maxout = true, batch_norm = true,
  layer_norm = true}

local function has_penalty(n)
  if (n.run.decay or 0) > 0 then return true end
  for _, node in ipairs(n.kept.graph and n.kept.graph.nodes or {}) do
    if node.weight and not layer_ops[node.op] and #node.weight.shape >= 2 then return true end
  end
  return false
end

-- The share of every weight that the penalty alone takes away in one step.
local function share_taken(n)
  local decay, lr = n.run.decay or 0, n.run.lr_first or 0
  local direct = n.run.name == "SGD" or n.run.name == "AdamW"
  return direct and decay > lr and decay * lr or 0 -- else it is the rate
end

local function has_learned(n, done)
  if n.kept.broken then return false end
  local progress = course.progress(n, EPOCHS) or done and course.progress(n)
  return not progress or math.max(progress, course.progress(n)) > 0.1
end

-- Half of every weight and more in one step: no gradient of the data stands up to that.
local function by_step(n, done)
  local share = share_taken(n)
  if share <= TAKEN or has_learned(n, done) then return nil end
  return {what = ("weight_decay %s times the learning rate %s takes %s %% of every weight away in "
    .. "each step; the loss is %s."):format(words.num(n.run.decay), words.num(n.run.lr_first),
    words.num(100 * share), n.kept.broken and "no number any more" or words.num(course.latest(n)))}
end

-- Long first steps that made the loss jump up: what came of the weights then is their doing.
local function was_thrown(n) return (n.run.early_ratio or 0) > 1 and course.jump(n) > JUMP end

local function judge(n, done)
  if not has_penalty(n) then return nil end
  local direct = by_step(n, done)
  if direct then return direct end
  if was_thrown(n) then return nil end
  local births_of = births.of(n)
  local progress = course.progress(n, EPOCHS) or done and course.progress(n)
  if not births_of or #births_of == 0 or not n.baseline or not progress then return nil end
  if math.min(progress, course.progress(n)) > 0.1 then return nil end
  local share = share_kept(births_of)
  if not share or share > SHRUNK then return nil end
  return {what = ("Since the first step the weights of every layer have shrunk to %s %% of their "
    .. "size or less, and the loss on the data (%s) is still that of a constant answer (%s)."
    ):format(
    words.num(math.max(100 * share, 0.01)), words.num(course.latest(n)), words.num(n.baseline))}
end

return {
  code = "G0508", severity = "warning", title = "the penalty outweighs the data",
  lecture = "L1 and L2 regularizations",
  why = "Each step pulls the weights towards 0 more strongly than the data pull them anywhere: "
    .. "what is left computes a constant.",
  fix = "opt = optim.SGD(model, {lr = 0.1, weight_decay = 1e-4})  -- lambda 100 times smaller",
  judge = judge,
  text = "Regularisation adds a price for large weights. Where the price is higher than what the "
    .. "weights earn, the best network is no network: all weights 0. Typical values of lambda lie "
    .. "between 0.00001 and 0.01; begin small, and watch the loss on the data without the penalty.",
  wrong = [[
train = data.moons{n = 300, noise = 0.2, seed = 1}
model = mlp(2, 32, 1)
opt = optim.SGD(model, {lr = 0.1, weight_decay = 1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 300, noise = 0.2, seed = 1}
model = mlp(2, 32, 1)
opt = optim.SGD(model, {lr = 0.1, weight_decay = 0.0001})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
