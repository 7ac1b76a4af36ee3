--- G0310: outputs as they are, asked which of them equal their targets: none ever will.
-- A fact: most of them are no whole numbers, and at most half are equal. Silent where a part of the
-- library asks.

local names = require "gradus.coach.names"
local words = require "gradus.words"

local function is_yes_no(y)
  return y:eq(0):sum():item() + y:eq(1):sum():item() == y:numel()
end

-- The line that asks rightly, by what the targets are.
local function fix(z, y, targets)
  if is_yes_no(targets) then
    return ("right = %s:gt(0):eq(%s)  -- above 0.5 where it is a probability"):format(z, y)
  end
  return ("off = (%s - %s):abs():mean()  -- how far off, on average"):format(z, y)
end

local function said(sighting)
  if not names.is_asked_by_learner() then return nil end
  local a, b = sighting.a, sighting.b
  local z, y = names.tensor(a, "z"), names.tensor(b, "y")
  return {
    what = ("%s, %s to %s, asked by eq whether they are the targets: %d are.")
      :format(words.count(a:numel(), "output"), words.num(a:min():item()),
        words.num(a:max():item()), a:eq(b:reshape(a.shape)):sum():item() // 1 | 0),
    fix = fix(z, y, b),
  }
end

return {
  code = "G0310", severity = "error", title = "raw outputs are counted as right or wrong",
  lecture = "Performance metrics",
  why = "An output such as 0.8731 is never equal to a target to the last digit: this accuracy is "
    .. "0, however good the network is.",
  see = {raw_match = said},
  text = "eq asks whether two numbers are the same. Make answers of the outputs first: z:gt(0) for "
    .. "raw scores of yes and no, p:gt(0.5) for probabilities, z:argmax(2) for several classes. A "
    .. "regression has no right and wrong, only near and far: report its mean error, or the share "
    .. "of the variance that it explains.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
x, y = train.x, train.y
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  z = model(x)
  crit(z, y):backward()
  opt:step()
end
print(z:eq(y):mean():item())]],
  right = [[
train = data.moons{n = 100, seed = 1}
x, y = train.x, train.y
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  z = model(x)
  crit(z, y):backward()
  opt:step()
end
print(z:gt(0):eq(y):mean():item())]],
}
