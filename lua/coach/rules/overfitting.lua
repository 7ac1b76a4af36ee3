--- G0601: the network learns the training rows by heart.
-- Judged when nothing more comes: an early stopper may still bring the best weights back. Silent
-- for fewer than 30 rows to judge by, and where the run ended soon after its best epoch. A few rows
-- of classes that are answered wrong with confidence move the mean, where nearly all answers are
-- right: there the loss must have become a good part of what ignorance costs.

local advice = require "gradus.coach.advice"
local overfit = require "gradus.coach.overfitted"
local words = require "gradus.words"

local MANY = 50
local HIGH, HIGHER = 0.4, 0.7 -- of B, for many rows and for few

local of_classes = {CrossEntropyLoss = true, NLLLoss = true, BCEWithLogitsLoss = true,
  BCELoss = true}

-- Is the loss that is left worth a word?
local function is_high(n, o)
  if not of_classes[n.loss_name] then return o.is_bad end
  return o.level >= (o.rows < MANY and HIGHER or HIGH)
end

-- Has the loss on other rows risen while that on training rows fell? Where it has gone far up, the
-- other may stand.
local function is_by_heart(o)
  if o.rise < 1.1 or o.margin < (o.rows < MANY and 0.3 or 0.08) then return false end
  return o.trained >= 0.1 or o.rise >= 1.5 and o.margin >= 0.2 and o.trained > -0.05
end

local function fix(n)
  return (advice.again(n, "early_stopping = true")
    or ("h = fit(%s, train, {val = val, early_stopping = true})"):format(advice.model(n)))
    .. "  -- keeps the best weights"
end

local function judge(n, done)
  local o = done and overfit.of(n)
  if not o or not o.is_past or not is_high(n, o) or not is_by_heart(o) then return nil end
  return {what = ("On rows that are not trained on, the loss was best (%s) after %d of %d steps "
    .. "and is %s now, %s times as much, while the training loss went on falling."):format(
    words.num(o.best), o.best_step, n.steps, words.num(o.last), words.num(o.rise)),
    fix = fix(n)}
end

return {
  code = "G0601", severity = "warning", title = "overfitting",
  lecture = "Over and under fitting; early stopping",
  why = "Since then it has learned what is special about the training rows, noise included, and "
    .. "answers new rows with too much confidence.",
  judge = judge,
  passed = function(n)
    local o = overfit.of(n)
    return o and o.rise < 1.1 and "the loss on other rows did not turn upwards" or nil
  end,
  text = "The training loss falls as long as you train. The loss on rows that are not trained on "
    .. "falls first, has a lowest point, and rises when the network begins to learn rows by heart."
    .. "\n\nStop at the lowest point (early stopping), make the network smaller, regularise (L2, "
    .. "dropout), or find more data.",
  wrong = [[
train, val = data.moons{n = 160, noise = 0.4, seed = 1}:split{train = 0.3, val = 0.7, seed = 1}
model = mlp(2, 128, 128, 1)
fit(model, train, {val = val, epochs = 150, lr = 0.01, verbose = false, seed = 1})]],
  right = [[
train, val = data.moons{n = 160, noise = 0.4, seed = 1}:split{train = 0.3, val = 0.7, seed = 1}
model = mlp(2, 128, 128, 1)
fit(model, train, {val = val, epochs = 150, lr = 0.01, verbose = false, seed = 1,
  early_stopping = true})]],
}
