--- G0608: a run that ends while the loss still falls. A note, at the end.
-- Silent where little is left to learn, for a run of few steps, and where the loss on other rows
-- has turned.

local course = require "gradus.coach.course"
local words = require "gradus.words"

local EPOCHS, STEPS, LEFT, FALLING = 5, 60, 0.3, 0.06

-- Has the latest look at other rows been the best, or nearly so?
local function still_gets_better(n)
  local looks, best = n:held_out(), math.huge
  for _, look in ipairs(looks) do best = math.min(best, look.loss) end
  return #looks == 0 or looks[#looks].loss <= 1.02 * best
end

local function judge(n, done)
  local B, now, fall = n.baseline, course.latest(n), course.late_fall(n)
  if not done or not B or B <= 0 or not now or not fall then return nil end
  if n.steps < STEPS or n.epochs < EPOCHS or n.kept.broken then return nil end
  if fall < FALLING or now < LEFT * B or now > B or not still_gets_better(n) then return nil end
  return {what = ("The training loss is %s after %s, and the last fifth of the steps still brought "
    .. "it down by %.0f %%."):format(words.num(now), words.count(n.steps, "step"), 100 * fall)}
end

return {
  code = "G0608", severity = "note", title = "the loss was still falling at the end",
  lecture = "Over and under fitting; increase training time",
  why = "Training and validation losses that decrease to the end are underfitting: there is more "
    .. "to learn.",
  fix = "h = fit(model, train, {val = val, epochs = 100, early_stopping = true})",
  judge = judge,
  text = "Let the run go on until the loss on other rows no longer falls. With early stopping the "
    .. "number of epochs is only an upper limit, and may be generous. If progress is slow, a "
    .. "larger learning rate may be the better answer.",
  wrong = [[
train = data.spirals{n = 300, seed = 1}
val = data.spirals{n = 100, seed = 2}
model = mlp(2, 32, 32, 1)
fit(model, train, {val = val, epochs = 10, lr = 0.003, verbose = false, seed = 1})]],
  right = [[
train = data.spirals{n = 300, seed = 1}
val = data.spirals{n = 100, seed = 2}
model = mlp(2, 32, 32, 1)
fit(model, train, {val = val, epochs = 100, lr = 0.003, verbose = false, seed = 1,
  early_stopping = true})]],
}
