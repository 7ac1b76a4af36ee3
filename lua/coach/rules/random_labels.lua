--- G0105: labels that have nothing to do with the inputs.
-- The training loss falls (or does not), while rows that are not trained on are never answered
-- better than by always giving the same answer. Judged late, and where rows are looked at that are
-- not trained on; or else where nothing at all is learned of the training rows.

local births = require "gradus.coach.births"
local course = require "gradus.coach.course"
local idle = require "gradus.coach.idle"
local net = require "gradus.coach.net"
local signal = require "gradus.coach.signal"
local words = require "gradus.words"

local EPOCHS, STEPS, ROWS, LOOKS, MANY = 5, 80, 100, 5, 10
local LONG, ALONE = 100, 300 -- steps after which something should have been learned; without others
local UNLEARNED = -0.2 -- of B: not even the constant is learned, whatever the labels are
local WIDE, AGE = 4, 10 -- units; epochs
local FAR = 2 -- the way of the steps, in lengths of the weights
local RESTED, BOLD = 1, 0.03 -- enough of it, where the loss rests after first steps of this size
local CLASSES = 3 -- two may lie as circles do, where no line parts them

local function lowest(looks)
  local low = math.huge
  for _, look in ipairs(looks) do low = math.min(low, look.loss) end
  return low
end

-- Is there something to learn it with? Hidden units, where sigmoids may take long before they
-- begin; without any, several classes, of which a line would find at least one.
local function is_able(n)
  local able, hidden, units = false, false, 0
  for _, born in ipairs(births.of(n) or {}) do
    local inside = born.hidden and born.units > 1 -- one sigmoid is an output
    if inside and born.act == "sigmoid" and course.progress(n) < 0.1 then return false end
    able, hidden = able or inside and born.units >= WIDE, hidden or inside
    units = born.units
  end
  return able or not hidden and units >= CLASSES and n.loss_name == "CrossEntropyLoss"
end

local function sees_all(n) return n.book.rows_done / n.steps >= n.book.rows end

-- Without hidden layers there is one lowest point; all rows at once come to rest there.
local function has_arrived(n)
  local births_of = births.of(n) or {}
  return #births_of == 1 and sees_all(n) and n.run.early_ratio >= BOLD and course.is_flat(n)
end

-- Have the weights moved far, whatever has come of it?
local function has_moved(n)
  if has_arrived(n) then return true end
  local size = n:step_size()
  local way = size and n.steps * size or 0
  return way >= FAR or way >= RESTED and n.run.early_ratio >= BOLD and course.is_flat(n)
end

local function by_heart(n, val)
  local train, B = course.latest(n), n.baseline
  return train and train <= 0.7 * B and {what = ("The training loss is down to %s, but on rows "
    .. "that are not trained on it never was below %s; always giving the same answer costs %s."
    ):format(
    words.num(train), words.num(val), words.num(B))}
end

-- Steps of a healthy size for a long time, and nothing learned.
local function stuck(n, val)
  if signal.is_learned(n) then return nil end
  local size = n:step_size()
  local moves = size and size > 1e-3 or has_arrived(n)
  if not moves or n.steps < LONG or not has_moved(n) then return nil end
  if course.progress(n) > 0.1 or n:progress() > 0.2 then return nil end
  return {what = ("After %d steps of a good size the loss is still what always giving the same "
    .. "answer costs (%s), on training rows and on others (%s): the labels may have nothing to do "
    .. "with the inputs, or the network is too small."):format(n.steps, words.num(n.baseline),
    words.num(val))}
end

-- The training loss falls a little, and the other one is higher than where it began.
local function falls_apart(n, looks)
  local B, train, last = n.baseline, course.latest(n), looks[#looks].loss
  if not train or train > 0.97 * B or last < 1.01 * B or last < looks[1].loss then return nil end
  return {what = ("While the training loss fell to %s, the loss on rows that are not trained on "
    .. "rose from %s to %s; always giving the same answer costs %s."):format(words.num(train),
    words.num(looks[1].loss), words.num(last), words.num(B))}
end

-- The looks at rows that are not trained on; without any, those at the test rows.
local function looks_at_others(n)
  local looks = n:held_out()
  if #looks > 0 then return looks end
  for _, look in ipairs(n.book.looks) do
    if net.has_role(look.origin, "test") then looks[#looks + 1] = look end
  end
  return looks
end

-- The same where nobody looks at other rows: then it must be clear, and units must be alive.
local function stuck_alone(n)
  local size, progress, best = n:step_size(), course.progress(n), n:progress()
  if not size or not progress or not best or n.steps < ALONE or n.epochs < AGE then return nil end
  if #looks_at_others(n) > 0 or n.book.switches > n.steps / 4 or size <= 1e-3 then return nil end
  if progress > 0.03 or progress < UNLEARNED or best > 0.06 or not has_moved(n) then return nil end
  if n.costs and not sees_all(n) then return nil end -- B is known by a few batches only
  if idle.now(n, "relu") or idle.now(n, "flat") or signal.is_learned(n) then return nil end
  return {what = ("After %d steps of a good size the loss on the training rows is %s, as if every "
    .. "row got the same answer: the labels may have nothing to do with the inputs, or the network "
    .. "is too small."):format(n.steps, words.num(course.latest(n)))}
end

local function by_loss(n)
  local looks = n.loss_name and looks_at_others(n) or {} -- else in another unit than B
  local last = looks[#looks]
  local is_recent = last and last.step > 0.8 * n.steps and last.rows >= 30
  if not is_recent then return nil end
  local val = lowest(looks)
  if val <= 0.97 * n.baseline or signal.is_shown(n, looks) then return nil end
  if #looks >= LOOKS then
    return by_heart(n, val) or stuck(n, val) or falls_apart(n, looks)
  end
  local name = n.loss_name or ""
  local is_confident = name:find "Cross" or name:find "BCE" -- right, and dear at last
  return not is_confident and by_heart(n, val) or stuck(n, val)
end

-- An untrained network says nothing about the labels: the training rows are being learned, or the
-- weights have moved far and it has not helped.
local function has_learned(n) return (course.progress(n) or 0) >= 0.2 or has_moved(n) end

-- No more right answers than always giving the most frequent one.
local function by_answers(n)
  local a = n.book.match
  if not a or a.rows < 30 or a.step < 0.8 * n.steps then return nil end
  if not has_learned(n) or a.most > 0.75 or a.most == 0 then return nil end
  local chance = (a.most * (1 - a.most) / a.rows) ^ 0.5
  if a.right > a.most + (a.most > 0.6 and 1 or 2) * chance then return nil end
  return {what = ("After %d steps %.0f of %.0f rows that are not trained on are answered rightly; "
    .. "always giving the most frequent answer gets %.0f."
    ):format(n.steps, a.right * a.rows, a.rows,
    a.most * a.rows)}
end

-- Few different rows come often where features have few values: as many as a batch holds.
local function has_rows(n)
  return math.max(n.book.rows, n.book.rows_done / n.steps) >= ROWS
end

-- Rows that are noisy are new in each epoch; many looks at others count as well.
local function is_late(n) return n.epochs >= EPOCHS or #n.book.looks >= MANY end

local function judge(n, done)
  local B = n.baseline
  if not done or not has_rows(n) or n.steps < STEPS or not is_late(n) then return nil end
  if n.kept.broken or not is_able(n) then return nil end
  return B and B > 0 and by_loss(n) or by_answers(n) or stuck_alone(n)
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
