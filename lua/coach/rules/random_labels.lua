--- G0105: labels that have nothing to do with the inputs.
-- The training loss falls (or does not), while rows that are not trained on are never answered
-- better than by always giving the same answer. Judged late, and only where they are looked at.

local births = require "gradus.coach.births"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local EPOCHS, ROWS, LOOKS = 10, 100, 5

local function lowest(looks)
  local low = math.huge
  for _, look in ipairs(looks) do low = math.min(low, look.loss) end
  return low
end

-- Steps of a healthy size for a long time, and nothing learned, with hidden units to learn it.
local function is_stuck(n, done)
  local size = n:step_size()
  local births_of = births.of(n)
  local wide = births_of and #births_of > 1
  return done and wide and size and size > 1e-3 and course.reached(n, 2 * EPOCHS)
    and course.progress(n) < 0.1 and n:progress() < 0.15
end

local function judge(n, done)
  local B = n.baseline
  if not B or B <= 0 or n.book.rows < ROWS or not course.reached(n, EPOCHS) then return nil end
  local looks = n:held_out()
  local train = course.latest(n)
  if #looks < LOOKS or looks[#looks].rows < 30 or not train then return nil end
  local val = lowest(looks)
  if val <= 0.97 * B then return nil end
  if train <= 0.7 * B then
    return {what = ("The training loss is down to %s, but on rows that are not trained on it never "
      .. "was below %s; always giving the same answer costs %s."):format(words.num(train),
      words.num(val), words.num(B))}
  end
  return is_stuck(n, done) and {what = ("After %d steps of a good size the loss is still what "
    .. "always giving the same answer costs (%s), on training rows and on others (%s): the labels "
    .. "may have nothing to do with the inputs, or the network is too small."
    ):format(n.steps, words.num(B),
    words.num(val))} or nil
end

return {
  code = "G0105", severity = "warning", title = "labels seem unrelated to the inputs",
  lecture = "Over and under fitting; bias-variance trade-off",
  why = "What is learned on the training rows helps nowhere else: the network learns rows by "
    .. "heart. Inputs and labels may be out of step, or the inputs do not say what is asked.",
  fix = "print(train.x[{{1, 8}}], train.y[{{1, 8}}])  -- do inputs and labels belong together?",
  judge = judge,
  text = "A network that has learned anything about the question answers new rows a little better "
    .. "than a constant does. Where it never does, while the training loss falls, look at the data "
    .. "first: were inputs and labels shuffled separately, read with an offset of one line, or "
    .. "sorted differently? Print some rows with their labels.\n\nWith few rows and a large "
    .. "network plain overfitting can look the same: try a smaller network, or more rows.",
  wrong = [[
ds = data.moons{n = 400, seed = 1}
ds.y = ds.y:index_select(1, randperm(#ds))
train, val = ds:split{train = 0.5, val = 0.5, seed = 1}
model = mlp(2, 64, 64, 1, {act = "tanh"})
fit(model, train, {val = val, epochs = 60, lr = 0.01, verbose = false, seed = 1})]],
  right = [[
ds = data.moons{n = 400, seed = 1}
train, val = ds:split{train = 0.5, val = 0.5, seed = 1}
model = mlp(2, 64, 64, 1, {act = "tanh"})
fit(model, train, {val = val, epochs = 20, lr = 0.01, verbose = false, seed = 1})]],
}
