--- G0109: regression targets far from the size of a network's outputs.
-- Silent where the network learns them all the same, or begins near their mean, and in a formula
-- without layers, whose numbers have units.

local core = require "gradus.core"
local anatomy = require "gradus.coach.anatomy"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local WIDEST, FARTHEST = 20, 20 -- deviation; mean, in deviations
local LEARNED, EPOCHS = 0.5, 3
local GROWN = 1e-3 -- first loss, in units of the targets' variance
local ROWS = 8 -- of a batch by which targets are judged
local MADE = 2 | 8192 | 16384 -- by a network, not data: see core/watch.h

local squares = {MSELoss = true, L1Loss = true, HuberLoss = true}

local function farthest(list)
  local mean = 0
  for _, one in ipairs(list) do
    if math.abs(one) > math.abs(mean) then mean = one end
  end
  return mean
end

-- The targets of an error that was written out: those of one batch.
local function of_graph(graph)
  local y = graph and graph.errors[1] and graph.errors[1]["in"][2]
  if not y or #y.shape == 0 or y.shape[1] < ROWS or core.origin(y) & MADE ~= 0 then return nil end
  local columns = y:reshape(y.shape[1], -1)
  return farthest(columns:mean(1):tolist()), columns:var(1):mean():item() ^ 0.5
end

-- As they are at first: what a network's own answers go into may grow with them.
local function note_first(_, n)
  if n and not n.kept.first_targets then n.kept.first_targets = {of_graph(n.kept.graph)} end
end

-- Mean and deviation of the targets; nil where they are no numbers to come near to.
local function targets_of(n)
  local t = n.book.targets
  if not t then return table.unpack(n.kept.first_targets or {}, 1, 2) end
  local means = {}
  for k, sum in ipairs(t.sums) do means[k] = sum / t.rows end
  if squares[t.loss] then return farthest(means), t.sd end
end

local function learns_anyway(n, done)
  if n.kept.broken then return false end
  local progress = course.progress(n, EPOCHS) or done and course.progress(n)
  return not progress or progress > LEARNED
end

-- Were the targets smaller when it began? Then they grew with a network's own answers.
local function have_grown(n, sd)
  local first, kind = n.book.first_loss, n.loss_name
  return kind == "MSELoss" and first and first < GROWN * sd * sd
end

local function judge(n, done)
  if anatomy.is_formula(n) then return nil end
  local mean, sd = targets_of(n)
  if not sd or sd ~= sd or sd == 0 then return nil end
  if sd <= WIDEST and math.abs(mean) / sd <= FARTHEST then return nil end
  if math.abs(mean) < 5 and sd <= WIDEST or learns_anyway(n, done) then return nil end
  if have_grown(n, sd) then return nil end
  return {what = ("Targets have mean %s and deviation %s; a network begins with outputs of about "
    .. "1. The first loss was %s."
    ):format(words.num(mean), words.num(sd), words.num(n.book.first_loss))}
end

return {
  code = "G0109", severity = "warning", title = "targets are not scaled",
  lecture = "Common mistakes, forgetting to normalize data",
  why = "Errors, and with them gradients, are as large as the targets: the first steps are wild, "
    .. "or thousands of steps go into reaching the mean.",
  fix = "train.y = (train.y - train.y:mean()) / train.y:std()  -- and undo it when you predict",
  judge = judge, see = {graph = note_first},
  passed = function(n)
    local t = n.book.targets
    return t and squares[t.loss] and t.sd and t.sd <= WIDEST
      and ("the targets have a deviation of %s"):format(words.num(t.sd)) or nil
  end,
  text = "The squared error of a price in euros is in square euros: millions. Its gradient is as "
    .. "large, and a learning rate that suits such numbers suits no other layer.\n\nSubtract the "
    .. "mean of the training targets and divide by their deviation; multiply and add again when "
    .. "you predict. A loss of 1 is then what the best constant costs.",
  wrong = [[
train = data.sine{n = 300, noise = 0.05, seed = 1}
train.y = train.y * 300 + 2000
model = mlp(1, 32, 1)
opt = optim.Adam(model, {lr = 0.003})
crit = nn.MSELoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.sine{n = 300, noise = 0.05, seed = 1}
train.y = train.y * 300 + 2000
train.y = (train.y - train.y:mean()) / train.y:std()
model = mlp(1, 32, 1)
opt = optim.Adam(model, {lr = 0.003})
crit = nn.MSELoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
