--- G0608: a run that ends while the loss still falls. A note, at the end.
-- Silent where little is left to learn, for a run of few steps, and where the loss on other rows
-- has turned.

local advice = require "gradus.coach.advice"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local EPOCHS, STEPS, LEFT, FALLING = 5, 50, 0.3, 0.06
local EACH = 0.02 -- by which the loss falls in an epoch, at the end

-- Has the latest look at other rows been the best, or nearly so?
local function still_gets_better(n)
  local looks, best = n:held_out(), math.huge
  for _, look in ipairs(looks) do best = math.min(best, look.loss) end
  return #looks == 0 or looks[#looks].loss <= 1.02 * best
end

-- By how much the last stretch of the run lowered the loss, and what that stretch was; nil: not
-- enough to go on for. Short runs are measured by their last epochs, long ones by the last fifth.
local function late_gain(n)
  local last = math.min(5, n.epochs // 2)
  local before = course.near(n, math.ceil(n.steps * (1 - last / n.epochs)))
  local gain = before and 1 - course.latest(n) / before or 0
  if gain >= EACH * last then return gain, ("%d epochs"):format(last) end
  local fall = course.late_fall(n)
  if fall and fall >= FALLING then return fall, "fifth of the steps" end
end

local function fix(n)
  return advice.again(n, ("epochs = %d"):format(3 * math.floor(n.epochs + 0.5)))
    or "h = fit(model, train, {val = val, epochs = 100, early_stopping = true})"
end

local function judge(n, done)
  local B, now = n.baseline, course.latest(n)
  if not done or not B or B <= 0 or not now then return nil end
  if n.steps < STEPS or n.epochs < EPOCHS or n.kept.broken then return nil end
  if now < LEFT * B or now > B or not still_gets_better(n) then return nil end
  local gain, stretch = late_gain(n)
  return gain and {what = ("The training loss is %s after %s, and the last %s still brought it "
    .. "down by %.0f %%."):format(words.num(now), words.count(n.steps, "step"), stretch,
    100 * gain), fix = fix(n)}
end

return {
  code = "G0608", severity = "note", title = "the loss was still falling at the end",
  lecture = "Over and under fitting; increase training time",
  why = "Training and validation losses that decrease to the end are underfitting: there is more "
    .. "to learn.",
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
