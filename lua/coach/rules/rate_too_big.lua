--- G0501: a learning rate that is too big.
-- Long first steps alone are no mistake: Adagrad, weights that begin small, and rates of 1 and more
-- on a smooth problem have them. The run must show it: the loss is no number, lies above what
-- ignorance costs, jumped up at first and hardly falls in three epochs, or half a layer that was
-- alive at birth does nothing. Silent in a warm-up.

local advice = require "gradus.coach.advice"
local course = require "gradus.coach.course"
local idle = require "gradus.coach.idle"
local words = require "gradus.words"

local LONG, VERY_LONG = 0.5, 1 -- parts of a layer's weights, in one of the first five steps
local WILD = 10                -- and where no later recovery is waited for
local DEADLY, HALF = 0.25, 0.5 -- and where units died, and less than so much is learned
local RESTLESS = 0.1           -- later steps
local FALL, EPOCHS = 0.3, 3
local JUMP = 1.25              -- first losses, in units of the very first or of B; healthy: 1.2
local FAR = 10                 -- where nobody knows how low a loss can go, and rewards change it
local LEARNED = 0.85           -- and all is well, whatever the steps were

-- How much is learned after three epochs; at the end of a shorter run, by then.
local function learned(n, done)
  return course.progress(n, EPOCHS) or done and course.progress(n) or nil
end

-- Did the loss jump up in the first steps? One that is not too long lowers it, whatever the rate.
local function has_overshot(n) return course.jump(n) > JUMP end

local function is_lost(n, done)
  if n.kept.broken then
    return n.kept.blown or n.run.early_ratio > WILD and has_overshot(n)
  end
  local progress, now = learned(n, done), course.latest(n)
  if not progress or not now then return false end
  if now ~= now then return true end
  -- Another network works against this one: the loss may well rise.
  if n:takes_turns() then return n.baseline ~= nil and progress < -FAR end
  if n.costs and n.costs.floorless then return progress < -FAR end
  return progress < -0.3 and now > 0.95 * course.first(n)
end

-- The further the first steps went, the better must be what came of it: 1 -> 0.3, 10 -> 0.7.
local function is_poor(n, ratio)
  local bar = math.min(FALL + 0.4 * math.log(ratio, 10), 0.8)
  local progress = course.progress(n)
  return ratio > VERY_LONG and n.steps >= 100 and progress and progress < bar and has_overshot(n)
end

-- What had been learned is gone again, in a run whose rate has been raised on the way.
local function has_collapsed(n)
  local best, now = n:progress(), course.progress(n)
  local raised = n.run.lr_first and n.run.lr_peak > 3 * n.run.lr_first
  return raised and best and now and best - now > 0.3
end

local function is_harmed(n, ratio, done)
  if n.book.bare then return n.kept.blown and ratio > 0.05 end
  if done and has_collapsed(n) then return true end
  if is_lost(n, done) then return ratio > 0.05 end
  if n.kept.broken then return false end
  local now = course.progress(n)
  if not now or now > LEARNED then return false end
  if idle.grown(n, "relu") then return ratio > DEADLY and (now < HALF or has_overshot(n)) end
  local _, _, dead = idle.now(n, "relu")
  if ratio > LONG and dead == 1 then return true end
  if ratio > VERY_LONG and (idle.grown(n, "flat") or idle.now(n, "relu")) then return true end
  if done and is_poor(n, ratio) then return true end
  local progress = done and now or ratio > WILD and course.progress(n, EPOCHS)
  if not progress or progress >= FALL or not has_overshot(n) then return false end
  return ratio > VERY_LONG or ratio > LONG and (n:step_size() or 0) > RESTLESS
end

local function change(n)
  local ratio = n.run.early_ratio
  if ratio > 1e6 then return "Within five steps the weights left all bounds" end
  if n.book.bare then
    return ("One of the first five steps moved the numbers by %.0f %% of their own size"):format(
      100 * ratio)
  end
  local which = n.run.early_rows > 0
    and ("a layer (weights %d x %d)"):format(n.run.early_rows, n.run.early_columns) or "a weight"
  return ("One of the first five steps moved %s by %.0f %% of its own size"):format(which,
    100 * ratio)
end

local function loss_now(n)
  if n.kept.broken then return "no number any more" end
  return words.num(course.latest(n))
end

local function say_collapsed(n)
  local low = n:lowest_loss()
  return {what = ("The rate was raised from %s to %s on the way; the loss had come down to %s and "
    .. "is %s now."):format(words.num(n.run.lr_first), words.num(n.run.lr_peak), words.num(low),
    loss_now(n)), fix = advice.rate(n, "/", 10)}
end

local function judge(n, done)
  local ratio = n.run.early_ratio
  if n:warms_up() or #n.run.losses == 0 or not is_harmed(n, ratio, done) then return nil end
  if done and has_collapsed(n) and ratio < LONG then return say_collapsed(n) end
  return {
    severity = n.kept.broken and "error" or nil,
    what = ("%s; the loss went from %s to %s in %s."):format(change(n), words.num(n.run.first_loss),
      loss_now(n), words.count(n.steps, "step")),
    fix = advice.smaller(n, ratio),
  }
end

return {
  code = "G0501", severity = "warning", title = "the learning rate is too big",
  lecture = "Learning rate",
  why = "A step should move weights by about 0.1 to 1 % of their size. Larger ones jump over the "
    .. "valley, and each may land higher than the last.",
  bare = true,
  judge = judge,
  passed = function(n)
    local ratio = n.run.early_ratio
    return ratio and ratio <= LONG
      and ("the longest of the first steps moved a layer by %.1f %%"):format(100 * ratio)
  end,
  text = "The gradient tells the direction downhill, for a short way only. A step that is too long "
    .. "lands on the other side of the valley, maybe higher; the gradient there is larger, and so "
    .. "is the next step: the loss swings, or grows until it is no number.\n\nDivide the rate by "
    .. "10 until the loss falls, then try half and twice; or let optim.lr_find(model, train) "
    .. "search.",
  wrong = [[
train = data.moons{n = 300, noise = 0.2, seed = 1}
model = mlp(2, 32, 32, 1)
opt = optim.SGD(model, {lr = 100})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 300, noise = 0.2, seed = 1}
model = mlp(2, 32, 32, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
