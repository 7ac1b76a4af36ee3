--- G0503: a loss that has come to rest well above 0. A note: it may be all that the data hold.
-- Silent where the rate has been lowered already, and where most is learned.

local advice = require "gradus.coach.advice"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local EPOCHS, STEPS, LEFT = 10, 200, 0.35

local function is_lowered(run) return run.lr and run.lr < 0.5 * run.lr_peak end

local function judge(n, done)
  local B, now = n.baseline, course.latest(n)
  if not done or not B or B <= 0 or not now then return nil end
  if n.steps < STEPS or n.epochs < EPOCHS then return nil end
  if now < LEFT * B or now > B or is_lowered(n.run) or not course.is_flat(n) then return nil end
  if n.book.switches > n.steps / 4 then return nil end
  return {what = ("The training loss is %s and no longer falls: the last fifth of %d steps brought "
    .. "nothing."):format(words.num(now), n.steps), fix = advice.rate(n, "/", 10)}
end

return {
  code = "G0503", severity = "note", title = "the loss has stopped falling",
  lecture = "Learning rate; when to decay",
  why = "Steps of one length circle around a minimum instead of going down into it; or the network "
    .. "has learned what it can.",
  fix = "opt.lr = opt.lr / 10",
  judge = judge,
  text = "When the loss has stopped falling, make the steps shorter: divide the learning rate, "
    .. "once or by a schedule (optim.StepLR, optim.ReduceLROnPlateau). If that brings nothing "
    .. "either, the network is too small for the task, or the labels hold no more.",
  wrong = [[
train = data.circles{n = 300, noise = 0.3, seed = 1}
model = mlp(2, 24, 1)
opt = optim.Adam(model, {lr = 0.03})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.circles{n = 300, noise = 0.05, seed = 1}
model = mlp(2, 24, 1)
opt = optim.Adam(model, {lr = 0.03})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
