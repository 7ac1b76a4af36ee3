--- G0304: raw scores cut at 0.5, where probabilities are cut.

local names = require "gradus.coach.names"

local function said(sighting)
  if not names.is_asked_by_learner() then return nil end
  local z = names.tensor(sighting.a, "z")
  local low, high = sighting.a:min():item(), sighting.a:max():item()
  local between = sighting.a:gt(0):sum():item() - sighting.a:gt(0.5):sum():item()
  return {
    what = ("%s holds raw scores from %.2g to %.2g and is compared with 0.5: %d of %d rows fall "
      .. "between 0 and 0.5 and count as no."):format(z, low, high, between // 1 | 0,
      sighting.a:numel()),
    fix = ("pred = %s:gt(0)"):format(z),
  }
end

return {
  code = "G0304", severity = "error", title = "raw scores are cut at 0.5",
  lecture = "Common mistakes, sigmoid outputs",
  why = "A probability of 0.5 is a raw score of 0. Cut at 0.5, the score has to be sure before it "
    .. "counts as a yes, and the accuracy reads low.",
  see = {cut = said},
  text = "BCEWithLogitsLoss takes raw scores, so the network's output is no probability: "
    .. "sigmoid(0) = 0.5. Ask z:gt(0), or z:sigmoid():gt(0.5).",
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
pred = z:gt(0.5)
print(pred:eq(train.y):mean():item())]],
  right = [[
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
pred = z:sigmoid():gt(0.5)
print(pred:eq(train.y):mean():item())]],
}
