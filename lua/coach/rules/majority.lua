--- G0607: an accuracy that always giving the most frequent answer would reach, too.

local names = require "gradus.coach.names"
local dataset = require "gradus.data.dataset"
local module = require "gradus.nn.module"
local words = require "gradus.words"

-- n: share of right answers, share of the most frequent class, rows.
local function said(sighting)
  local model = names.find(module.is) or "model"
  local ds = names.find(function(v) return dataset.is(v) and v.role == "val" end)
    or names.find(dataset.is) or "val"
  return {
    what = ("Accuracy %s on %d rows, of which %.0f %% are of one class: always giving that answer "
      .. "scores %s."):format(words.num(sighting[1]), sighting[3] // 1 | 0, 100 * sighting[2],
      words.num(sighting[2])),
    fix = ("print(evaluate(%s, %s))  -- shows right and wrong for each class"):format(model, ds),
  }
end

return {
  code = "G0607", severity = "note", title = "accuracy on unbalanced classes",
  lecture = "Data split",
  why = "Where one class is frequent, a network that ignores its inputs looks good.",
  see = {majority = said},
  text = "Compare an accuracy with that of the best constant answer. evaluate(model, ds) prints "
    .. "the confusion matrix: how many rows of each class were answered rightly. A loss with "
    .. "weights (pos_weight, weight) or more rows of the rare class help.",
  wrong = [[
x = randn(200, 2)
y = x[{{}, {1, 1}}]:gt(1.5)
train = data.from(x, y, {task = "binary"})
model = mlp(2, 4, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end
print(model(x):gt(0):eq(y):mean():item())]],
  right = [[
x = randn(200, 2)
y = x[{{}, {1, 1}}]:gt(0)
train = data.from(x, y, {task = "binary"})
model = mlp(2, 4, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end
print(model(x):gt(0):eq(y):mean():item())]],
}
