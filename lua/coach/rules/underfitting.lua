--- G0603: a network that learns little of what there is. A note: nobody knows how much noise the
-- labels hold.

local advice = require "gradus.coach.advice"
local births = require "gradus.coach.births"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local EPOCHS, STEPS, LEARNED = 10, 100, 0.4

-- The width of the widest hidden layer; 0: there is none.
local function width(n)
  local most = 0
  for _, born in ipairs(births.of(n) or {}) do
    if born.hidden then most = math.max(most, born.units) end
  end
  return most
end

-- A network without a hidden layer, or a very small one that has come to a stop, well above 0.
local function is_small(n, progress)
  if not births.of(n) then return false end
  return width(n) <= 2 and progress < 0.7 or width(n) <= 4 and progress < 0.8 and course.is_flat(n)
end

local RARE = 0.75 -- of what equally frequent classes cost; 0.72 where four rows of five are alike

-- Where one class is rare the constant answer is cheap, and there is little to bring it down from.
local function is_unbalanced(n)
  local t = n.book.targets
  local binary = t and (t.loss == "BCEWithLogitsLoss" or t.loss == "BCELoss")
  local several = t and (t.loss == "CrossEntropyLoss" or t.loss == "NLLLoss") and #t.sums > 1
  local equal = binary and math.log(2) or several and math.log(#t.sums)
  return equal and n.baseline < RARE * equal
end

local function judge(n, done)
  if not done or not n.baseline then return nil end
  if n.steps < STEPS or n.book.switches > n.steps / 4 then return nil end
  local progress = n.epochs >= EPOCHS and n:progress()
  if not progress or is_unbalanced(n) then return nil end
  if progress > LEARNED and not is_small(n, progress) then return nil end
  return {what = ("After %d steps the training loss is %s; always giving the same answer costs %s.")
    :format(n.steps, words.num(n:lowest_loss()), words.num(n.baseline)),
    fix = advice.wider(n) .. "  -- more units, or one more layer; then more epochs"}
end

return {
  code = "G0603", severity = "note", title = "underfitting",
  lecture = "Over and under fitting; bias",
  why = "Even the rows it is trained on are not answered well: the network is too small, or has "
    .. "not been trained long enough, or the labels are mostly noise.",
  judge = judge,
  text = "High training error is bias: a larger network, another architecture, or longer training "
    .. "helps; more data does not. If a much larger network does no better, the labels hold no "
    .. "more.",
  wrong = [[
train = data.circles{n = 300, seed = 1}
model = mlp(2, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 25 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end
print(coach.report())]],
  right = [[
train = data.circles{n = 300, seed = 1}
model = mlp(2, 32, 1)
opt = optim.Adam(model, {lr = 0.03})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 25 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
