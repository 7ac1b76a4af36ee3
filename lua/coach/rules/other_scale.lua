--- G0102: a network is asked about rows of another scale than those it was trained on.
-- The core compares means and deviations feature by feature (watch_loss.c); silent for data moved
-- to another world on purpose, and for fewer than 30 rows.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local names = require "gradus.coach.names"
local words = require "gradus.words"

-- The feature that has moved most, in deviations of the training rows.
local function farthest(trained, judged)
  local best, most = 1, -1
  for j, sd in ipairs(trained.sd) do
    local shift = sd > 0 and math.abs(judged.mean[j] - trained.mean[j]) / sd or 0
    local spread = sd > 0 and math.max(judged.sd[j] / sd, sd / math.max(judged.sd[j], 1e-9)) or 0
    if math.max(shift, spread) > most then best, most = j, math.max(shift, spread) end
  end
  return best
end

local scalers = {Standardizer = true, MinMax = true}

local function is_scaler(v) return type(v) == "table" and scalers[rawget(v, "kind")] or false end

-- Are these the rows that were judged? Their feature j has the mean that was measured.
local function are_judged(x, judged, j)
  if core.kind(x) ~= "tensor" or #x.shape ~= 2 or x.shape[2] ~= #judged.mean then return false end
  local mean = x:detach():narrow(2, j, 1):mean():item()
  return math.abs(mean - judged.mean[j]) <= 0.1 * judged.sd[j]
end

-- The line that brings those rows to the scale of the training rows, if they have a name.
local function fix_of(judged, j)
  local norm = names.find(is_scaler)
  local ds = names.find(function(v) return dataset.is(v) and are_judged(v.x, judged, j) end)
  if ds and norm then
    return ("%s = %s(%s)  -- the numbers of the training part"):format(ds, norm, ds)
  end
  local x = not ds and names.find(function(v) return are_judged(v, judged, j) end)
  return x and ("%s = (%s - mean) / std  -- mean and std of the training rows"):format(x, x) or nil
end

local function said(sighting, n)
  local trained, judged = core.input_book(n.id)
  local fix
  local what = ("%d of %d features of the rows judged have another scale than in training."):format(
    sighting[1] // 1 | 0, sighting[2] // 1 | 0)
  if judged and judged.width ~= 0 and #judged.mean == #trained.mean then
    local j = farthest(trained, judged)
    fix = fix_of(judged, j)
    what = ("In training feature %d has mean %s and deviation %s; in the rows judged here mean %s "
      .. "and deviation %s."):format(j, words.num(trained.mean[j]), words.num(trained.sd[j]),
      words.num(judged.mean[j]), words.num(judged.sd[j]))
  end
  return {what = what, fix = fix}
end

return {
  code = "G0102", severity = "error", title = "training and evaluation use different scales",
  lecture = "Common mistakes, forgetting to normalize data",
  why = "The network has never seen numbers of this size: it can only guess, and the score says "
    .. "nothing about new data.",
  fix = "norm = data.Standardizer(train); train, val = norm(train), norm(val)  -- the same for all",
  see = {scales = said},
  passed = function(n)
    return #n.book.looks > 0 and "rows that were judged have the scale of the training rows" or nil
  end,
  text = "Whatever is done to the inputs in training is part of the model, and must be done to "
    .. "every row that the model is asked about: with the same numbers. Take mean and deviation "
    .. "from the training part, keep them, and use them for validation, test and new rows.\n\nA "
    .. "standardizer that is fitted to each part by itself is a smaller form of the same mistake.",
  wrong = [[
train, val = data.blobs{n = 300, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
train.x, val.x = train.x * 20 + 100, val.x * 20 + 100
norm = data.Standardizer(train)
train = norm(train)
model = mlp(2, 16, 3)
opt = optim.Adam(model, {lr = 0.01})
crit = nn.CrossEntropyLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(30) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end
print(accuracy(model, val))]],
  right = [[
train, val = data.blobs{n = 300, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
train.x, val.x = train.x * 20 + 100, val.x * 20 + 100
norm = data.Standardizer(train)
train, val = norm(train), norm(val)
model = mlp(2, 16, 3)
opt = optim.Adam(model, {lr = 0.01})
crit = nn.CrossEntropyLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(30) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end
print(accuracy(model, val))]],
}
