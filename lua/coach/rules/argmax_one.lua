--- G0307: the largest of one column: the answer is always 1.

local names = require "gradus.coach.names"

local function said(sighting)
  if not names.is_asked_by_learner() then return nil end
  local a = sighting.a
  local z = names.tensor(a, "z")
  return {
    what = ("argmax over a single column (%s has shape [%s]) answers 1 in all %d rows."):format(z,
      table.concat(a.shape, ", "), a:size(1)),
    fix = ("pred = %s:gt(0)  -- 0.5 where it is a probability"):format(z),
  }
end

return {
  code = "G0307", severity = "error", title = "argmax over one column",
  lecture = "Common mistakes, sigmoid for binary classification",
  why = "The largest of one number is that number, whatever the network says: such an accuracy is "
    .. "the share of one class.",
  see = {argmax_one = said},
  text = "A network with one output answers yes or no by its sign (raw scores) or by being above "
    .. "0.5 (probabilities). argmax(2) is for networks with one output for each class.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  z = model(train.x)
  crit(z, train.y):backward()
  opt:step()
end
print(z:argmax(2):eq(train.y:squeeze(2)):mean():item())]],
  right = [[
train = data.blobs{n = 100, classes = 2, seed = 1}
model = mlp(2, 16, 2)
opt = optim.Adam(model)
crit = nn.CrossEntropyLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  z = model(train.x)
  crit(z, train.y):backward()
  opt:step()
end
print(z:argmax(2):eq(train.y):mean():item())]],
}
