--- G0609: the rows kept for judging have other numbers at each look: noise that is meant for
-- training is added to them, too.

local names = require "gradus.coach.names"
local dataset = require "gradus.data.dataset"

local function said()
  local val = names.find(function(v) return dataset.is(v) and v.role == "val" end) or "val"
  local model = names.model() or "model"
  return {what = "The same validation rows had other numbers at each of the last looks.",
    fix = ("print(evaluate(%s, %s).loss)  -- the rows as they are"):format(model, val)}
end

return {
  code = "G0609", severity = "note", title = "the validation rows change from look to look",
  lecture = "Data split",
  why = "Part of what the loss does from look to look is then chance, and a lucky look is taken "
    .. "for the best one.",
  see = {val_changes = said},
  text = "Noise, turns and cuts make more of few training rows. Rows for judging stand for data as "
    .. "they come, and stay as they are, so that two looks can be compared. Where noise is part of "
    .. "the task, as for a network that takes noise away, draw it once, before the training.",
  wrong = [[
train, val = data.moons{n = 200, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  for xb, yb in train:batches(35) do
    opt:zero_grad()
    crit(model(xb + randn(xb.shape) * 0.1), yb):backward()
    opt:step()
  end
  noisy = val.x + randn(val.x.shape) * 0.1
  print(crit(model(noisy), val.y):item())
end]],
  right = [[
train, val = data.moons{n = 200, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  for xb, yb in train:batches(35) do
    opt:zero_grad()
    crit(model(xb + randn(xb.shape) * 0.1), yb):backward()
    opt:step()
  end
  print(crit(model(val.x), val.y):item())
end]],
}
