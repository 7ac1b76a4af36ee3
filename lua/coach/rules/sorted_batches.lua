--- G0108: batches that hold one class only.
-- A fact, from the labels of the first 4096 rows: most batches of 8 rows or more have one class
-- while the data have several; or they have few of many, and little is learned. Silent for one
-- batch, and where the rows come mixed.

local course = require "gradus.coach.course"
local words = require "gradus.words"

local FEWEST = 6 -- batches
local MANY, LITTLE = 4, 0.25      -- classes; of the variety of all rows, in a batch
local LEARNED = 0.3

local function classes(sums)
  local n = 0
  for _, count in ipairs(sums) do n = n + (count > 0 and 1 or 0) end
  return n
end

-- Are there several classes? One column counts the 1s among all rows.
local function is_mixed(t)
  if #t.sums > 1 then return classes(t.sums) > 1 end
  local share = t.sums[1] / t.rows
  return share > 0.1 and share < 0.9
end

-- Two losses in one step, each for one class: adversaries are trained so.
local function is_paired(n)
  local graph = n.kept.graph
  return graph and #graph.losses > 1 or n.run.multiple == 2
    or n:takes_turns()
end

-- Several classes in a batch, and many more in the data: what is learned of one is forgotten with
-- the next, or it may be meant so: the end tells.
local function nearly_sorted(n, t, done)
  local progress = done and course.progress(n)
  if #t.sums < MANY or not t.variety or not n.baseline then return nil end
  if t.variety > LITTLE * n.baseline or not progress or progress > LEARNED then return nil end
  return {what = ("The batches hold %.1f classes on average, the data %d; after %s the loss is %s."
    ):format(math.exp(t.variety), classes(t.sums), words.count(n.steps, "step"),
    words.num(course.latest(n)))}
end

local function judge(n, done)
  local t = n.book.targets
  if not t or t.batches < FEWEST or not is_mixed(t) or n.epochs < 1 then return nil end
  if is_paired(n) then return nil end
  if 2 * t.narrow <= t.batches then return nearly_sorted(n, t, done) end
  return {what = ("%d of the first %s hold rows of one class only."):format(t.narrow,
    words.count(t.batches, "batch", "batches"))}
end

return {
  code = "G0108", severity = "warning", title = "batches are sorted by class",
  lecture = "Other hyperparameters; batch size",
  why = "Each batch pulls the network towards its own class and away from what it has just "
    .. "learned; the last class of the epoch wins.",
  fix = "for xb, yb in train:batches(32, {shuffle = true}) do end",
  judge = judge,
  passed = function(n)
    local t = n.book.targets
    return t and t.batches >= FEWEST and "batches hold several classes" or nil
  end,
  text = "A gradient over a batch stands for the gradient over all rows only if the batch is a "
    .. "fair sample. Data files are often sorted by class; without shuffling, a batch then shows "
    .. "one class for many steps in a row.\n\nShuffle the rows in each epoch: batches(size, "
    .. "{shuffle = true}), or fit, which does so by itself.",
  wrong = [[
train = data.blobs{n = 300, classes = 3, seed = 1}
rows = {}
for class = 1, 3 do
  for i = 1, #train do
    if train.y[i] == class then rows[#rows + 1] = i end
  end
end
train = train:subset(rows)
model = mlp(2, 16, 3)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.CrossEntropyLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(20) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.blobs{n = 300, classes = 3, seed = 1}
model = mlp(2, 16, 3)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.CrossEntropyLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
