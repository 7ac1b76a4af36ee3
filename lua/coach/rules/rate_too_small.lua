--- G0502: a learning rate that is too small.
-- Silent in a warm-up (by hand: where steps become longer), where weights came from elsewhere, and
-- where little is left to learn.

local advice = require "gradus.coach.advice"
local anatomy = require "gradus.coach.anatomy"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local SHORT, RATHER_SHORT = 1e-3, 1.5e-3 -- of a layer's weights; healthy runs: 1.2e-3 and more
local FEW, TINY = 16, 1e-4 -- rows, and steps for them
local FALL = 0.2
local EPOCHS, LATER = 3, 15
local ARRIVED, LONG = 0.05, 0.5 -- the longest of the first steps
local SHRUNK = 10 -- the same in units of the later ones
local LASTING, NEAR = 300, 0.1 -- steps of a run, and their way in lengths of the weights
local ENOUGH = 50 -- steps that were measured

-- What the best constant costs in a formula without layers: the variance of the numbers it should
-- give; nil where its loss is no squared error.
local function formula_price(n)
  local wrong = n.kept.graph.errors[1]
  local y = wrong and wrong.op == "MSELoss" and wrong["in"][2]
  return y and y:detach():var():item() or nil
end

-- Little is left to learn; of a formula, which may begin where it should end, that must be known.
local function is_done(n)
  local now, price = course.latest(n), n.baseline
  if anatomy.is_formula(n) then
    price = formula_price(n)
    if not price then return true end
  end
  return price and price > 0 and now and now < 0.5 * price
end

-- The length of steps; where the rate has grown since they were measured, that of the longest one
-- later on.
local function length(n)
  local size, count = n:step_size()
  if not size or count < ENOUGH then return nil end
  local run = n.run
  if run.by_hand then return not n:lengthens() and size or nil end
  if not run.lr_first or run.lr_peak <= 1.2 * run.lr_first then return size end
  return n.run.late_ratio > 0 and not n:warms_up() and math.max(size, n.run.late_ratio) or nil
end

-- The steps were long at first, or many times as long, and are short because the loss has come to
-- rest: it is the slope that is small, not the rate. Or the first ones left nothing alive.
local function has_arrived(n, size)
  local early = n.run.early_ratio
  return (early > ARRIVED or early > SHRUNK * size) and course.is_flat(n) or early > LONG
end

-- A constant without a layer of weights that costs what the best one does, where moving it by 1
-- would change the loss by less than a hundredth: nothing is left to learn.
local function is_at_rest(n)
  local slope, now, graph = n.run.grad_norm, course.latest(n), n.kept.graph
  if not graph or #anatomy.read(graph) > 0 or not now then return false end
  if n.run.by_hand or not slope then return false end -- the slope is not measured there
  local best = n.baseline -- unknown where the loss is written by hand
  return slope < 0.01 * now and (not best or math.abs(now - best) < 0.02 * best)
end

-- Where rows differ at each step (noise, dropout on inputs), no epoch may ever end: then the whole
-- run counts, if the weights hardly moved in all of it.
local function early_on(n, size, done)
  local progress, fall = course.progress(n, EPOCHS), course.fall(n, EPOCHS)
  local hardly_moved = done and n.steps >= LASTING and n.steps * size <= NEAR
  if progress or not hardly_moved then return progress, fall end
  return course.progress(n), course.fall(n)
end

local function hardly_learns(n, size, done)
  local early, fall = early_on(n, size, done)
  local late = course.progress(n, LATER)
  if size < SHORT then return early and math.min(early, fall or 1) < FALL end
  return late and late < 0.25
end

-- Four rows of XOR make long plateaus at any rate.
local function is_short(n, size)
  return size > 0 and size < (n.book.rows < FEW and TINY or RATHER_SHORT)
end

local function judge(n, done)
  local size = length(n)
  if not size or not is_short(n, size) then return nil end
  if n.kept.broken or n.book.loaded or is_done(n) or has_arrived(n, size) or is_at_rest(n) then
    return nil
  end
  if not hardly_learns(n, size, done) then return nil end
  return {
    what = ("A step moves the layers by at most %s %% of their size; in %s the loss went from %s "
      .. "to %s."):format(words.num(100 * size), words.count(n.steps, "step"),
      words.num(course.first(n)), words.num(course.latest(n))),
    fix = advice.rate(n, "*", advice.power(0.005 / size)),
  }
end

return {
  code = "G0502", severity = "warning", title = "the learning rate is too small",
  lecture = "Learning rate",
  why = "The direction is right, the steps are not worth mentioning: at this pace learning takes "
    .. "thousands of epochs.",
  judge = judge,
  passed = function(n)
    local size, count = n:step_size()
    return size and count >= ENOUGH and size >= SHORT
      and ("steps move the layers by %s %%"):format(words.num(100 * size)) or nil
  end,
  text = "A useful step moves the weights of a layer by about 0.1 to 1 % of their size. With steps "
    .. "a hundred times shorter the loss falls so slowly that it looks as if the network could not "
    .. "learn.\n\nMultiply the rate by 10 until the loss swings, then go back one notch; or let "
    .. "optim.lr_find(model, train) search.",
  wrong = [[
train = data.moons{n = 300, noise = 0.2, seed = 1}
model = mlp(2, 32, 32, 1)
opt = optim.SGD(model, {lr = 0.0001})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 20 do
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
for epoch = 1, 20 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
