-- The lesson `learning-rate`: rows 38 to 47 of the lecture.
--
-- The threshold 2/h is found on a valley of curvature 4, then used; a small network shows too small
-- and too large; halving, decay, jumps and the finder follow. Measured on 20 draws (300 moons,
-- 2-32-32-1, SGD, 60 epochs): loss 0.6 or more at 0.001, at most 0.07 at 0.3; the first rate that
-- survives the halving is good (accuracy above 0.95) in 4 to 7 of 20, a half of it in 12 to 15, a
-- quarter in 17 or 18, an eighth in 19 or 20; a higher rate ended with more validation loss in 20;
-- 1 is at least 6 times worse than 0.1 on the sine in 20; the finder's rate is good in 20.

-- The paths of `descend` that the student has made.
local function paths(s)
  local out = {}
  for _, value in ipairs(made(s)) do
    local values = type(value) == "table" and field(value, "values")
    if type(values) == "table" and field(value, "lr") and #values > 1 then out[#out + 1] = value end
  end
  return out
end

local function runs_away(path)
  local stop = last(path.values)
  return path.diverged or not (stop <= path.values[1])
end

-- A valley of curvature h: its slope grows by h for each unit of w.
local function valley(h)
  return function(w) return (w ^ 2):sum() * (h / 2) end
end

-- The curvature of the parabola that a path began on.
local function curvature(path) return 2 * path.values[1] / path[1][1] ^ 2 end

local function net() return mlp(2, 32, 32, 1) end

local function sgd(ds, lr, epochs)
  return fit(net(), ds, {optimizer = "sgd", lr = lr, epochs = epochs, verbose = false})
end

local function learns(run)
  local loss = not run.stopped and last(run.train_loss)
  return loss and loss < 0.6
end

-- Halves from 64 until a network learns within 5 epochs; then trains 60 with that rate, and with
-- parts of it. Returns the share right with each.
local function after_halving(seed)
  local ds, lr = data.moons{n = 300, noise = 0.15, seed = seed + 100}, 64
  while not learns(sgd(ds, lr, 5)) do lr = lr / 2 end
  local out = {}
  for name, part in pairs{edge = 1, half = 2, quarter = 4, eighth = 8} do
    out[name] = last(sgd(ds, lr / part, 60).train_accuracy)
  end
  return out
end

-- How far above the lowest possible loss a line ends up in batches of 4. halve: halve the rate
-- each so many epochs.
local function jitter_on(ds, lr, halve)
  local line = nn.Linear(1, 1)
  local opt = optim.SGD(line, {lr = lr})
  fit(line, ds, {optimizer = opt, epochs = 24, batch = 4, verbose = false,
    scheduler = halve and optim.StepLR(opt, {step_size = halve, gamma = 0.5}) or nil})
  local lowest = evaluate(baseline.polynomial(1):fit(ds), ds).loss
  return math.max(evaluate(line, ds).loss - lowest, 1e-9)
end

local world = {
  valley = fixed(valley),
  after_halving = fixed(after_halving),
  well = {make = function() return surface.double_well() end},
  train = drawn("moons", {n = 300, noise = 0.15}, 100),
  few = drawn("moons", {n = 40, noise = 0.25, flip = 0.1}, 200),
  val = drawn("moons", {n = 500, noise = 0.25, flip = 0.1}, 300),
  wave = drawn("sine", {n = 100, noise = 0.1}, 400),
  cloud = drawn("polynomial", {n = 400, degree = 1, noise = 0.5}, 500),
  jitter = {always = true, make = function(w)
    return function(lr, halve) return jitter_on(w.cloud, lr, halve) end
  end},
  slow = {make = function(w) return sgd(w.train, 0.001, 60) end, ok = function(run)
    return is_run(run, 60) and run.config.lr == 0.001 and parameter_count(run.model) == 1185
  end},
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "w = 1, its gradient is 4, the learning rate 0.1. Where is w after the step?",
  answer = {kind = "number", low = -10, high = 10, close = 0.05, example = 0.6,
    truth = function() return 0.6 end,
    say = {above = "w <- w - lr * gradient: minus.", below = "w <- w - 0.1 * 4."}},
  after = "w <- w - lr * gradient. All of this lesson is about the lr in it.",
}

-- -----------------------------------------------------------------------------------------------

-- On the valley of curvature 4: the largest rate that comes down and the smallest that does not.
local function edges(s)
  local down, up = 0, math.huge
  for _, path in ipairs(paths(s)) do
    if near(curvature(path), 4, {rel = 0.01}) then
      if runs_away(path) then up = math.min(up, path.lr) else down = math.max(down, path.lr) end
    end
  end
  return down, up
end

steps[#steps + 1] = {
  kind = "task", id = "edge", title = "How large is too large?", rows = {38}, setup = {"valley"},
  text = [[
    valley(4) is the parabola 2*w*w: its slope at w is 4*w, so 4 is its curvature. descend walks
    down it, a hundred steps from w = 1:

      descend(valley(4), 1, {lr=0.1})]],
  task = "Between which two rates does coming down turn into running away?",
  goals = {
    {label = "a rate that comes down", when = function(s)
      local down = edges(s)
      return above(down, 0)
    end},
    {label = "a rate that runs away", when = function(s)
      local _, up = edges(s)
      return up < math.huge
    end},
    {label = "two such rates that are at most a tenth apart", when = function(s)
      local down, up = edges(s)
      if down == 0 or up == math.huge then return false end
      return below(up / down, 1.101)
    end, unless = "The larger one is {x} times the smaller so far."},
  },
  hints = {"The end of the line says where it began and where it ended: f from ... to ...",
    "Halve the gap: between a rate that comes down and one that runs away, try the middle.",
    "Where does a step of lr * 4*w from w land exactly at -w?"},
  solution = {"descend(valley(4), 1, {lr=0.49})", "descend(valley(4), 1, {lr=0.51})"},
  mistakes = {
    {tag = "another-valley", when = function(s)
      local path = last(paths(s))
      return path and not near(curvature(path), 4, {rel = 0.01})
    end, say = "That is another valley. Here it is valley(4), to begin with.",
      example = "descend(valley(1), 1, {lr=0.5})"},
    {tag = "small-is-safe", when = function(s)
      local down, up = edges(s)
      return down > 0 and up == math.huge
    end, say = "All of yours come down. Be bolder.",
      example = "descend(valley(4), 1, {lr=0.1})"},
    {tag = "far-apart", when = function(s)
      local down, up = edges(s)
      return down > 0 and up > 1.101 * down
    end, say = "The edge lies somewhere between them: try the middle.",
      example = "descend(valley(4), 1, {lr=0.1})\ndescend(valley(4), 1, {lr=1})"},
  },
  after = [[
    At 0.5 the step lands exactly on the other side, as high as before. Below it each step comes
    nearer, above it each goes farther.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "law", title = "The law", rows = {38}, setup = {"valley"},
  text = "The edge of valley(4) is 0.5; that of valley(1), four times as flat, is 2.",
  ask = "Where is the edge of valley(10)?",
  run = {"descend(valley(10), 1, {lr=0.19})", "descend(valley(10), 1, {lr=0.21})"},
  answer = {kind = "number", low = 0.001, high = 100, scale = "log", close = 1.06, example = 0.2,
    truth = function(s)
      local low, high = table.unpack(last_of(answered(s), 2) or {})
      local both = field(low, "values") and field(high, "values")
      return both and not runs_away(low) and runs_away(high) and 0.2 or nil
    end,
    say = {above = "Steeper walls: the same rate jumps farther.",
      below = "0.5 at 4 and 2 at 1: which number divided by the curvature gives both?"}},
  after = [[
    2/h, for curvature h: a valley's edge is known before the first step. A network has thousands of
    directions, each with a curvature of its own; the steepest one sets the edge, the flattest one
    the patience you need.]],
  recall = {
    ask = "A valley of curvature 20. From which learning rate on does descent run away?",
    answer = {kind = "number", low = 0.001, high = 100, scale = "log", close = 1.06,
      example = 0.1, truth = function() return 0.1 end},
    after = "2/20 = 0.1.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "sweep", title = "Four rates", rows = {38}, setup = {"train"},
  text = "300 points of the moons, a network 2-32-32-1, 60 epochs. Only the rate differs.",
  ask = "Put the rates in order by the loss on `train` at the end.",
  run = "for _, lr in ipairs{100, 0.3, 0.001, 0.03} do "
    .. 'fit(mlp(2,32,32,1), train, {optimizer="sgd", lr=lr, epochs=60}) end',
  answer = {kind = "order", example = "bdca",
    items = {{"lr = 100"}, {"lr = 0.3"}, {"lr = 0.001"}, {"lr = 0.03"}},
    truth = function(s)
      local out = {}
      for i = 1, 4 do
        local run = s.runs[#s.runs - 4 + i]
        if not is_run(run) or run.stopped == "interrupted" then return {} end
        local loss = last(run.train_loss)
        out[i] = loss == loss and loss or math.huge
      end
      return out
    end,
    say = {far = "Too small hardly moves, too large flies about. The best lies in between."}},
  slide = {says = "Too big = diverge, too small = slow convergence.",
    fact = [[So it is: 0.001 has hardly begun, 100 is worse than a coin, which pays 0.69. A little
      too big jumps about, or stays at 0.69.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "slow", title = "Decreasing, but very slowly", rows = {44},
  setup = {"train", "slow"},
  numbers = function(s)
    local run = s.w.slow
    return is_run(run) and {loss = last(run.train_loss), acc = last(run.train_accuracy)} or {}
  end,
  text = [[
    `slow` is a run of 60 epochs at lr = 0.001: loss {loss:.2f}, {acc:.2f} right. plot(slow) shows
    it on its way down still. again(slow, {name=value}) repeats it from the same start with one
    thing changed.]],
  task = "Change one thing, so that 60 epochs are enough.",
  goals = {
    {label = "a run like `slow` with another rate only", when = function(s)
      local run = is_run(s.w.slow) and s:run_with(function(one)
        return same_except(s.w.slow, one, "lr")
      end)
      return run ~= nil and run ~= false
    end},
    {label = "more than 0.9 of `train` right after its 60 epochs", when = function(s)
      return above(largest(s.runs, function(run)
        return is_run(s.w.slow) and same_except(s.w.slow, run, "lr") and last(run.train_accuracy)
      end), 0.9)
    end, unless = "The best of them has {x} right."},
  },
  hints = {"A factor of 10 is a step for learning rates. One may not be enough.",
    "Which of the four rates of the last step ended lowest?"},
  solution = "h = again(slow, {lr=0.3})",
  mistakes = {
    {tag = "more-epochs-always-better", when = function(s)
      return s.last and s.last.config.epochs ~= 60
    end, say = "More epochs would do it in the end. Here 60 have to be enough: longer steps, then.",
      example = "h = again(slow, {epochs=300})"},
    {tag = "too-large", when = function(s)
      return s.last and (s.last.config.lr or 0) > 5
    end, say = "That flies about. Between 0.001 and this one there is room.",
      example = "h = again(slow, {lr=30})"},
    {tag = "not-enough", when = function(s)
      return s.last and (s.last.config.lr or 0) < 0.1
    end, say = "Better, and still slow: steps longer again.",
      example = "h = again(slow, {lr=0.01})"},
  },
  slide = {says = "When to increase? Decreasing, but very slowly.",
    fact = [[Yes. And note how much a rate that is too small looks like a network that is too weak:
      look at the slope of the curve before you buy neurons.]]},
}

-- -----------------------------------------------------------------------------------------------

-- The short runs on the moons: the largest rate that learned, the smallest that did not.
local function survivors(s)
  local good, bad, first = 0, math.huge, false
  for _, run in ipairs(s.runs) do
    local lr = run.config.lr or 0
    if #run.train == 300 and run.total_epochs <= 5 then
      if learns(run) then good = math.max(good, lr) else bad = math.min(bad, lr) end
      first = first or lr >= 64 and not learns(run)
    end
  end
  return good, bad, first
end

steps[#steps + 1] = {
  kind = "task", id = "halve", class = true,
    title = "Start high, keep cutting by half", rows = {40},
  setup = {"train"},
  text = [[
    The slide's rule needs no theory: begin far too high, cut by half while it diverges. A probe
    of 5 epochs is enough to see: it holds if the loss is below 0.6.

      h = fit(mlp(2,32,32,1), train,
        {optimizer="sgd", lr=64, epochs=5})]],
  task = "Begin at 64 and halve, until a rate holds.",
  goals = {
    {label = "64, or more, does not hold", when = function(s)
      local _, _, first = survivors(s)
      return first
    end},
    {label = "a rate that holds", when = function(s)
      return above((survivors(s)), 0)
    end},
    {label = "its double does not", when = function(s)
      local good, bad = survivors(s)
      return good > 0 and bad <= 2.01 * good
    end},
  },
  hints = {"Arrow-up brings the line back; change the 64.",
    "64, 32, 16, ...: stop at the first one with a loss below 0.6.",
    "Or let a loop do it: while, or repeat ... until."},
  solution = 'lr = 64 repeat h = fit(mlp(2,32,32,1), train, {optimizer="sgd", lr=lr, epochs=5}) '
    .. "lr = lr/2 until not h.stopped and h.train_loss[5] < 0.6",
  mistakes = {
    {tag = "starts-low", when = function(s)
      local _, _, first = survivors(s)
      return s.last and not first
    end, say = "The rule starts high: only from above does one meet the edge.",
      example = 'h = fit(mlp(2,32,32,1), train, {optimizer="sgd", lr=0.1, epochs=5})'},
    {tag = "gap", when = function(s)
      local good, bad = survivors(s)
      return good > 0 and bad > 2.01 * good and bad < math.huge
    end, say = "There is a gap: the double of the rate that holds has not been tried.",
      example = "for _, lr in ipairs{64, 0.5, 0.2} do h = fit(mlp(2,32,32,1), train, "
        .. '{optimizer="sgd", lr=lr, epochs=5}) end'},
    {tag = "not-yet", when = function(s) return (survivors(s)) == 0 and s.last end,
      say = "None holds yet: keep halving.",
      example = 'h = fit(mlp(2,32,32,1), train, {optimizer="sgd", lr=64, epochs=5})'},
  },
  after = "You stand at the edge. Is that a good place to train for 60 epochs?",
}

-- -----------------------------------------------------------------------------------------------

-- In how many draws of a `seeds` result is the named share above 0.95?
local function times_good(result, name)
  local count = 0
  for _, one in ipairs(field(result, "results") or {}) do
    if (one[name] or 0) > 0.95 then count = count + 1 end
  end
  return count
end

steps[#steps + 1] = {
  kind = "predict", id = "enough", class = true, title = "Is the edge a good place?", rows = {40},
  setup = {"after_halving"},
  numbers = function(s)
    local numbers = {}
    for _, name in ipairs{"edge", "half", "quarter", "eighth"} do
      numbers[name] = times_good(s.w.r, name)
    end
    return numbers
  end,
  text = [[
    after_halving(seed) halves as you did, then trains 60 epochs with the rate that held, with a
    half, a quarter and an eighth of it. Good means: more than 0.95 right.]],
  ask = "In how many of 20 draws is the network good with the rate that held?",
  run = "r = seeds(20, after_halving)",
  answer = {kind = "number", low = 0, high = 20, close = 2, example = 7,
    truth = function(s)
      return field(s.w.r, "n") == 20 and times_good(s.w.r, "edge") or nil
    end,
    say = {above = "What holds for 5 epochs may still be thrown out in the 60 that follow."}},
  after = [[
    Good with it: {edge} of 20. With its half: {half}, its quarter: {quarter}, its eighth:
    {eighth}.]],
  slide = {says = "Start from a high value and keep cutting by half if the model diverges.",
    fact = "Then go on: cut two or three times more. The first rate that holds is on the edge."},
  recall = {
    ask = "You halve the rate until training no longer diverges. What then?",
    answer = {kind = "choice", truth = "b", options = {{"train with that rate",
      tag = "edge-is-best"}, {"halve two or three times more"}, {"double it, to be faster"}}},
    after = "The first rate that holds is on the edge; a quarter or an eighth of it trains well.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "fast", title = "Faster cuts", rows = {41}, setup = {"train"},
  numbers = function(s) return {log = tostring(s.w.rule):gsub("^[^:]*: ", "")} end,
  text = [[
    optim.HalveOnDivergence is that rule as a scheduler. It goes back to the last good weights, and
    cuts by ten instead of two where the loss explodes (ten times its first value, or no number at
    all).]],
  ask = "Beginning at 64: at how many rates will this run have trained, the last one included?",
  run = {"net = mlp(2,32,32,1)", "opt = optim.SGD(net, {lr=64})",
    "rule = optim.HalveOnDivergence(opt)",
    "h = fit(net, train, {optimizer=opt, scheduler=rule, epochs=60})"},
  answer = {kind = "number", low = 1, high = 20, close = 1, example = 5,
    truth = function(s)
      if not is_run(s.last) or s.last.stopped == "interrupted" then return nil end
      local _, commas = tostring(s.w.rule):gsub(",", "")
      return commas + 1
    end},
  after = "{log}",
  slide = {says = "If it diverges too quickly, reduce by a factor of 10.",
    fact = "Fewer tries, a coarser search: it may land well below the edge, which does no harm."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "decay", title = "When to decay", rows = {42}, setup = {"cloud", "jitter"},
  text = [[
    A line through 400 noisy points, in batches of 4: each batch pulls elsewhere, so the line
    trembles. jitter(lr) says how far above the lowest possible loss it ends; jitter(lr, 2) halves
    the rate every 2 epochs.]],
  ask = "Which ends lowest? Put them in order.",
  run = {"jitter(0.2)", "jitter(0.01)", "jitter(0.2, 2)"},
  answer = {kind = "order", example = "cba",
    items = {{"0.2 all the time"}, {"0.01 all the time"}, {"0.2, halved every 2 epochs"}},
    truth = function(s)
      return last_of(numbers_answered(s), 3) or {}
    end,
    say = {close = "A small rate trembles little; one that shrinks trembles less and less.",
      far = "The trembling is as large as the rate: shrink the rate, and it dies down."}},
  after = "Long steps first, to get there; short ones at the end, to come to rest.",
  slide = {says = "When to decay? The loss is exploding or fluctuating.",
    fact = "Fluctuating, yes. Exploding: begin anew with a smaller rate."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "plateau", title = "When it has stopped decreasing", rows = {43},
  setup = {"cloud"},
  text = [[
    ReduceLROnPlateau watches the loss, and halves the rate when it has not fallen for more than 2
    epochs. The line again, 24 epochs, from lr = 0.2.]],
  ask = "What is the rate in the last epoch?",
  run = {"line = nn.Linear(1, 1)", "opt = optim.SGD(line, {lr=0.2})",
    "s = optim.ReduceLROnPlateau(opt, {factor=0.5, patience=2})",
    "h = fit(line, cloud, {optimizer=opt, scheduler=s, epochs=24, batch=4})", "h.lr[24]"},
  answer = {kind = "number", low = 0.0001, high = 0.2, scale = "log", close = 2.1, example = 0.0125,
    truth = function(s)
      local value = last(answered(s))
      return is_run(s.last, 24) and type(value) == "number" and value or nil
    end,
    say = {above = "Such a line arrives within an epoch; after that, each wait ends in a cut."}},
  after = "No table of epochs was needed: the loss itself said when.",
  slide = {says = "When to decay? The loss has stopped decreasing.",
    fact = "Yes. It is the rule to take when nothing is known beforehand."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "overfit", title = "Against overfitting?", rows = {45},
  setup = {"few", "val"},
  numbers = function(s)
    local a, b = s.runs[1], s.runs[2]
    if not (is_run(a) and is_run(b)) then return {} end
    return {low = last(a.val_loss), high = last(b.val_loss)}
  end,
  text = "The slide says to increase the rate when a network overfits. 40 points, 600 epochs:",
  ask = "With lr = 0.5 instead of 0.1: is the last loss on `val` lower?",
  run = {'h = fit(mlp(2,64,64,1), few, {val=val, optimizer="sgd", lr=0.1, epochs=600})',
    "h = again(h, {lr=0.5})"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local a, b = s.runs[1], s.runs[2]
      if not (is_run(a, 600) and is_run(b, 600)) then return nil end
      return last(b.val_loss) < last(a.val_loss) and "a" or "b"
    end,
    options = {{"lower", tag = "larger-rate-cures-overfitting",
        say = "Longer steps learn the 40 points by heart sooner, that is all."},
      {"higher"}}},
  after = "{low:.2f} at 0.1, {high:.2f} at 0.5: the same number of steps, only longer ones.",
  slide = {says = "When to increase? Overfitting.",
    fact = [[Here the higher rate was worse in 20 of 20 draws: it overfits faster. There are cases
      where noise of long steps helps; do not count on it.]]},
}

-- -----------------------------------------------------------------------------------------------

local function well_path(s, test)
  for _, path in ipairs(paths(s)) do
    if near(path.values[1], 0.5984, {abs = 0.05}) and test(path) then return true end
  end
  return false
end

steps[#steps + 1] = {
  kind = "task", id = "well", title = "Out of a local minimum", rows = {46}, setup = {"well"},
  text = [[
    `well` has two hollows: a shallow one on the right, at w = 0.91 with f = -0.11, a deep one on
    the left, at w = -1.07 with f = -0.41. plot.fn(well, -1.6, 1.8) shows it. From the right:

      descend(well, 1.6, {lr=0.1})]],
  task = "Always from 1.6: find rates for three endings.",
  goals = {
    {label = "it stays in the shallow hollow", when = function(s)
      return well_path(s, function(p) return not p.diverged and near(last(p)[1], 0.914,
        {abs = 0.02}) end)
    end},
    {label = "it comes to rest in the deep one", when = function(s)
      return well_path(s, function(p) return not p.diverged and near(last(p)[1], -1.068,
        {abs = 0.02}) end)
    end},
    {label = "it runs away", when = function(s) return well_path(s, runs_away) end},
  },
  hints = {"Go up in steps of 0.1: the first step decides where it lands.",
    "The slope at 1.6 is 2.65. How long must the step be to land left of the hump at w = 0.16?"},
  solution = {"descend(well, 1.6, {lr=0.3})", "descend(well, 1.6, {lr=0.7})",
    "descend(well, 1.6, {lr=1.5})"},
  mistakes = {
    {tag = "another-start", when = function(s)
      local path = last(paths(s))
      return path and not near(path.values[1], 0.5984, {abs = 0.05})
    end, say = "From another place it is easy. Start at 1.6, as the others do.",
      example = "descend(well, -1, {lr=0.1})"},
    {tag = "small-is-safe", when = function(s)
      return #paths(s) > 0 and not well_path(s, function(p)
        return runs_away(p) or last(p)[1] < 0
      end)
    end, say = "All of yours stay on the right: longer steps.",
      example = "descend(well, 1.6, {lr=0.1})"},
    {tag = "only-large", when = function(s)
      return #paths(s) > 0 and well_path(s, runs_away) and #paths(s) < 3
    end, say = "That one is gone. The other two endings lie at smaller rates.",
      example = "descend(well, 1.6, {lr=2})"},
  },
  slide = {says = "When to increase? Jump out of local minima.",
    fact = [[It can: 0.6 to 0.8 crossed over. But 0.9 to 1.05 never came to rest, and 1.2 landed in
      the shallow one again. Such a jump is luck, not a method.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "none", title = "One rate to rule them all?", rows = {39},
  setup = {"train", "wave"},
  numbers = function(s)
    local a, b = s.runs[1], s.runs[2]
    if not (is_run(a) and is_run(b)) then return {} end
    return {small = last(a.train_loss), times = last(b.train_loss) / last(a.train_loss)}
  end,
  text = [[
    On the moons a rate of 1 did as well as 0.3. `wave` has 100 points of a sine, and its loss is
    the mean squared error. With lr = 0.1 a network 1-32-32-1 learns it well.]],
  ask = "With lr = 1, how will its loss after 60 epochs compare with that of 0.1?",
  run = {'h = fit(mlp(1,32,32,1), wave, {optimizer="sgd", lr=0.1, epochs=60})',
    "h = again(h, {lr=1})"},
  answer = {kind = "choice", example = "c", truth = function(s)
      local a, b = s.runs[1], s.runs[2]
      if not (is_run(a, 60) and is_run(b)) or b.stopped == "interrupted" then return nil end
      local times = last(b.train_loss) / last(a.train_loss)
      return times < 0.8 and "a" or times < 3 and "b" or "c"
    end,
    options = {{"lower", tag = "one-rate-for-all",
        say = "What is fast in one place is over the edge in another."},
      {"much the same", tag = "one-rate-for-all",
        say = "Another loss, another curvature: squared errors grow without end."},
      {"more than three times as high"}}},
  after = [[
    The edge is 2/h, and h belongs to the data, the loss and the network. Change one of them, and
    look for the rate anew.]],
  slide = {says = "No \"one learning rate to rule them all\".",
    fact = "In 20 of 20 draws the rate that served the moons was at least 6 times worse here."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "finder", class = true,
    title = "Let it be found", rows = {47}, setup = {"train"},
  text = [[
    optim.lr_find tries a hundred rates, from 0.0001 to 100, one small batch each, and looks at the
    loss on the way. Its suggestion is a tenth of the rate where that was lowest.]],
  ask = "Which rate will it suggest for the moons?",
  run = {"r = optim.lr_find(mlp(2,32,32,1), train)", "r.suggestion",
    'h = fit(mlp(2,32,32,1), train, {optimizer="sgd", lr=r.suggestion, epochs=60})'},
  answer = {kind = "number", low = 0.0001, high = 100, scale = "log", close = 2, example = 0.25,
    truth = function(s)
      return is_run(s.last) and tonumber(field(s.w.r, "suggestion")) or nil
    end,
    say = {below = "That small it would have to be only if the moons were steep.",
      above = "A rate near the edge is what it stays away from."}},
  after = [[
    plot.curve(r.lr, r.loss) shows what it saw: level, falling, then gone. In 20 of 20 draws its
    rate was good on the moons. Let it choose the first try, not the last.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Another optimizer (optimizer="adam"), another network, other points: where is its edge, and
    where does lr_find put you? Its option optimizer= takes the same names.]],
  ask = "How far apart are edge and suggestion? One sentence with a number in it.",
  example = "With adam the edge on spirals was near 0.3, and lr_find said 0.02.",
}

return {
  title = "Learning rate", minutes = 20, rows = {38, 39, 40, 41, 42, 43, 44, 45, 46, 47},
  needs = {"training", "overfitting"}, seed = 1, class = true,
  intro = [[
    Of all the numbers that you choose, this one decides most. How large is too large, and how would
    you know beforehand?]],
  next = "To try: the sweep with Adam. To read: ?optim.lr_find and ?optim.StepLR.",
  world = world,
  steps = steps,
}
