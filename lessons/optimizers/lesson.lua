-- The lesson `optimizers`: rows 58 to 64 of the lecture.
--
-- A narrow valley shows what each optimizer does with a gradient; two lengths in different units,
-- then three spirals, show when it matters. The valley knows no chance. Measured on 20 draws of the
-- rest: noise(1)/noise(16) from 15 to 17; in 300 steps on metres and centimetres plain descent
-- stays above 0.4 at each of seven rates, Adam at 0.3 ends below 0.19, and plain descent on the
-- standardised data within 0.005 of it; at default rates the order RMSprop, AdaDelta, Adagrad, Adam
-- holds in 20, plain descent at 0.3 ends below 0.2, Adam at 0.01 below 0.12.

local function is_path(value)
  return type(value) == "table" and type(field(value, "values")) == "table"
    and field(value, "optimizer") ~= nil
end

-- The walks since the step began, shown at the prompt first, then those kept under a name.
local function paths(s)
  local out = {}
  for _, value in ipairs(answered(s)) do
    if is_path(value) then out[#out + 1] = value end
  end
  for name, value in pairs(s.w) do
    if s.before[name] ~= value and is_path(value) then out[#out + 1] = value end
  end
  return out
end

local function steps_of(path) return #path - 1 end

local function has_arrived(path) return last(path.values) < 0.001 end

local function first_path(s, predicate)
  for _, path in ipairs(paths(s)) do
    if predicate(path) then return path end
  end
end

-- -----------------------------------------------------------------------------------------------

-- Walks down the valley; what was asked for stays with the path.
local function make_walk(w)
  return function(given)
    local options, asked = given or {}, {}
    if type(options) == "table" then
      for name, value in pairs(options) do asked[name] = value end
      options = {steps = 1000, stop_below = 0.001}
      for name, value in pairs(asked) do options[name] = value end
    end
    local path = descend(w.valley, {-3, 2}, options)
    path.asked = asked
    if (asked.momentum or 0) > 0 then
      path.optimizer = asked.nesterov and "Nesterov" or "momentum" -- how it is called and drawn
    end
    return path
  end
end

local function is_plain(path)
  local asked = field(path, "asked")
  return path.optimizer == "SGD" and asked ~= nil and (asked.momentum or 0) == 0
end

-- The mean squared distance between the gradient of a small batch and that of all points.
local function make_noise(_, n)
  local points, net = data.moons{n = 256, noise = 0.15, seed = n}, mlp(2, 16, 1)
  local crit = nn.BCEWithLogitsLoss()
  local function gradient(part)
    net:zero_grad()
    crit(net(part.x), part.y):backward()
    local out = {}
    for i, p in ipairs(net:parameters()) do out[i] = p.grad:reshape(-1):clone() end
    return cat(out, 1)
  end
  local all = gradient(points)
  return function(batch)
    local sum = 0
    for _ = 1, 1000 do
      local rows = {}
      for i = 1, batch do rows[i] = math.random(256) end
      sum = sum + ((gradient(points:subset(rows)) - all) ^ 2):sum():item()
    end
    return sum / 1000
  end
end

-- Two lengths, each minus its mean: the first in metres, the second in centimetres.
local function make_lengths(_, n)
  seed(n)
  local z = randn(200, 2)
  local sum = z:narrow(2, 1, 1) + z:narrow(2, 2, 1) + randn(200, 1) * 0.3
  return data.from(z * tensor{1, 100}, sum:gt(0), {task = "binary"})
end

local function train_adam(w)
  return fit(mlp(2, 1, {init = "zeros"}), w.lengths, {optimizer = "adam", lr = 0.3, batch = 200,
    epochs = 300, verbose = false})
end

-- Each call trains the same first weights on the same spirals, in the same order.
local function make_race(w, n)
  local start, spirals = mlp(2, 32, 32, 3, {init = "he"}), w.spirals
  return function(given)
    local options = {seed = n, batch = 30, epochs = 15, verbose = false}
    for name, value in pairs(given) do options[name] = value end
    return last(fit(start:clone(), spirals, options).train_loss)
  end
end

local world = {
  valley = {make = function() return surface.bowl{condition = 100, rotate = 0.5} end,
    ok = function(value)
      return field(value, "condition") == 100 and field(value, "rotate") == 0.5
    end},
  walk = {make = make_walk, ok = is_function},
  plain = {make = function(w) return w.walk{lr = 0.01} end, ok = function(value)
    return is_path(value) and is_plain(value) and value.lr == 0.01
  end},
  ball = {make = function(w) return w.walk{lr = 0.01, momentum = 0.8} end, ok = function(value)
    return is_path(value) and value.optimizer == "momentum" and has_arrived(value)
  end},
  noise = {make = make_noise, ok = is_function},
  lengths = {make = make_lengths, ok = function(value) return is_dataset(value, 200) end},
  adam = {make = train_adam, ok = function(value)
    return is_run(value, 300) and value.config.optimizer == "Adam"
  end},
  spirals = drawn("spirals", {n = 300, classes = 3, noise = 0.2}),
  race = {make = make_race, ok = is_function},
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = [[Gradient descent on a bowl of steepness 4. Up to which rate does it arrive?]],
  answer = {kind = "choice", truth = "b", options = {{"just below 0.25"}, {"just below 0.5"},
    {"just below 4"}}},
  after = "The edge is 2/h, h the steepness: beyond it each step lands farther away than it began.",
}

-- -----------------------------------------------------------------------------------------------

local function is_fast(path)
  return is_plain(path) and has_arrived(path) and steps_of(path) < 250
end

local function is_lost(path)
  local y = last(path.values)
  return is_plain(path) and (path.diverged or y > path.values[1])
end

steps[#steps + 1] = {
  kind = "task", id = "valley", title = "A narrow valley", rows = {58},
  setup = {"valley", "walk"},
  text = [[
    `valley` is a loss of two weights: 100 times as steep across as along. walk goes down from
    (-3, 2) until the loss is below 0.001, or 1000 steps are done:

      a = walk{lr=0.005}
      a
      plot.path(valley, a)]],
  task = "How fast can gradient descent be here? Try rates.",
  goals = {
    {label = "a walk that arrives in fewer than 250 steps", when = function(s)
      return below(smallest(paths(s), function(path)
        return is_plain(path) and has_arrived(path) and steps_of(path)
      end), 250)
    end, unless = "The shortest that arrived so far: {x} steps."},
    {label = "a walk that ends higher than it began", when = function(s)
      return first_path(s, is_lost) ~= nil
    end},
  },
  hints = {"Which of the two directions decides how large a step may be?",
    "The steepness across is 100. The question before this step had a rule for that."},
  solution = {"walk{lr=0.019}", "walk{lr=0.03}"},
  mistakes = {
    {tag = "momentum-early", when = function(s)
      return first_path(s, function(path) return not is_plain(path) end) ~= nil
    end, say = "That is another optimizer. It comes soon; here it is about the rate alone.",
      example = "walk{lr=0.01, momentum=0.8}"},
    {tag = "one-side-only", when = function(s)
      return first_path(s, is_fast) ~= nil and not first_path(s, is_lost)
    end, say = "That is fast. Where is the edge? A little more, and a little more again.",
      example = "walk{lr=0.018}"},
    {tag = "slow", when = function(s)
      return first_path(s, has_arrived) ~= nil and not first_path(s, is_fast)
    end, say = "It arrives, slowly. How large may the rate become?", example = "walk{lr=0.01}"},
    {tag = "too-slow", when = function(s) return first_path(s, is_plain) ~= nil end,
      say = "1000 steps were not enough. Look at plot.path: where does it spend them?",
      example = "walk{lr=0.001}"},
  },
  after = [[
    The steep walls forbid more than 2/100 = 0.02. On the flat floor the same rate crawls. One rate
    for two directions: most other optimizers were made against that.]],
  slide = {says = "Stochastic Gradient Decent.",
    fact = "Descent, with an s: downhill. What is stochastic about it comes in a moment."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "momentum", title = "Keep moving", rows = {60},
  setup = {"valley", "walk", "plain"},
  text = [[
    `plain` is a walk with lr=0.01. With momentum=0.8, each step is 0.8 of the step before, plus the
    one that the gradient asks for.]],
  ask = "plain has {steps} steps. How many are needed with momentum=0.8, at the same rate?",
  run = {"ball = walk{lr=0.01, momentum=0.8}", "#ball - 1"},
  numbers = function(s)
    local numbers, ball = {}, s.w.ball
    if is_path(s.w.plain) then numbers.steps = steps_of(s.w.plain) end
    if is_path(ball) then numbers.ball = steps_of(ball) end
    return numbers
  end,
  answer = {kind = "number", low = 1, high = 1000, scale = "log", close = 1.5, unit = "steps",
    example = 60, truth = function(s) return is_path(s.w.ball) and steps_of(s.w.ball) or nil end,
    say = {above = [[Along the floor all gradients point the same way: the steps add up to
      1/(1-0.8) = 5 times one.]],
      below = "Five times as long along the floor, since 1/(1-0.8) = 5. Not more."}},
  after = "What has become longer, and what has not? A picture tells.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "show", id = "both", title = "Both ways down", setup = {"valley", "walk", "plain", "ball"},
  look = true, text = "Dark is deep. Look at the first steps, then at those along the floor.",
  code = "plot.path(valley, {plain, ball})",
  after = [[
    Along the floor every gradient says the same, and the steps add up: up to 5 times one. Across,
    they say left, right, left, and mostly cancel.]],
}

-- -----------------------------------------------------------------------------------------------

-- The last `count` walks that were shown at the prompt.
local function shown_paths(s, count)
  local out = {}
  for _, value in ipairs(answered(s)) do
    if is_path(value) then out[#out + 1] = value end
  end
  return last_of(out, count)
end

steps[#steps + 1] = {
  kind = "predict", id = "nesterov", title = "Look ahead", rows = {60},
  setup = {"valley", "walk"},
  text = [[
    Nesterov's variant asks for the gradient a step ahead: at the place to which the momentum is
    about to carry it. Both now get a high rate: lr=0.019, momentum=0.8.]],
  ask = "Which of them needs fewer steps?",
  run = {"walk{lr=0.019, momentum=0.8}", "walk{lr=0.019, momentum=0.8, nesterov=true}"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local list = shown_paths(s, 2)
      if not list then return nil end
      local ball, ahead = has_arrived(list[1]), has_arrived(list[2])
      if ball and ahead then return steps_of(list[2]) < steps_of(list[1]) and "a" or "b" end
      return ball and "b" or ahead and "a" or "c"
    end,
    options = {
      {"Nesterov's", tag = "newer-is-faster",
        say = "It looks ahead, and at this rate what lies ahead is the opposite wall, far up."},
      {"plain momentum"},
      {"neither arrives", say = "The plain one does: momentum moves the edge outwards."},
    }},
  after = "At this rate Nesterov's flies out of the valley. Is it a bad idea, then?",
  recall = {
    ask = "Momentum or Nesterov's momentum: which one needs fewer steps?",
    answer = {kind = "choice", truth = "c", options = {{"always Nesterov's",
      tag = "newer-is-faster"}, {"always plain momentum"}, {"it depends on rate and momentum"}}},
    after = "At one setting the one was ahead, at another the other flew out of the valley.",
  },
}

-- -----------------------------------------------------------------------------------------------

local function nesterov_of(path) return path.asked and path.asked.nesterov == true end

-- Steps of Nesterov's over those of plain momentum, at the same rate and momentum: the least seen.
local function best_pair(s)
  local best = math.huge
  for _, a in ipairs(paths(s)) do
    for _, b in ipairs(paths(s)) do
      local is_pair = a.asked and b.asked and nesterov_of(a) and not nesterov_of(b)
        and a.optimizer == "Nesterov" and b.optimizer == "momentum" and a.lr == b.lr
        and a.asked.momentum == b.asked.momentum
      if is_pair and has_arrived(a) then best = math.min(best, steps_of(a) / steps_of(b)) end
    end
  end
  return best
end

steps[#steps + 1] = {
  kind = "task", id = "ahead", title = "The other way round", rows = {60},
  setup = {"valley", "walk"},
  text = [[
    Two walks that differ in nesterov=true alone, such as

      walk{lr=0.005, momentum=0.5}
      walk{lr=0.005, momentum=0.5, nesterov=true}]],
  task = "Find a rate and a momentum with which Nesterov's is clearly faster.",
  goals = {{label = "such a pair: Nesterov's in at most half the steps", when = function(s)
      return below(best_pair(s), 0.5)
    end, unless = "The best pair so far: {x} times as many steps as without."}},
  hints = {"It flew off at 0.019. So give it a smaller rate.",
    "What does plain momentum do wrong with a lot of momentum? plot.path(valley, PATH) shows it."},
  solution = {"walk{lr=0.01, momentum=0.9}", "walk{lr=0.01, momentum=0.9, nesterov=true}"},
  mistakes = {
    {tag = "two-changes", when = function(s)
      return best_pair(s) == math.huge and first_path(s, nesterov_of) ~= nil
    end, say = [[To compare, there must be a walk without nesterov=true at the same rate and
      momentum; and Nesterov's has to arrive.]],
      example = "walk{lr=0.01, momentum=0.9}\nwalk{lr=0.01, momentum=0.8, nesterov=true}"},
    {tag = "little-momentum", when = function(s) return best_pair(s) < math.huge end,
      say = "With so little momentum there is hardly anything to look ahead to.",
      example = "walk{lr=0.01, momentum=0.5}\nwalk{lr=0.01, momentum=0.5, nesterov=true}"},
  },
  after = [[
    With much momentum the plain walk swings to and fro like a ball in a gutter. Nesterov's sees the
    wall before it gets there, and brakes.]],
  slide = {says = "Nesterov' Momentum.",
    fact = [[Nesterov's. Not faster as such: each at its best, in a valley of 1000 to 1, momentum
      needs fewer than 200 steps, Nesterov more than 250, plain descent more than 3000.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "noise", title = "What is stochastic?", rows = {58}, setup = {"noise"},
  text = [[
    256 points have one exact gradient. A batch of a few points, drawn by chance, only guesses it.
    noise(B) draws 1000 batches of B points and says how far off they are: the mean squared
    distance. Try noise(1) if you like.]],
  ask = "By what factor is noise(16) smaller than noise(1)?",
  run = "noise(1) / noise(16)",
  answer = {kind = "number", low = 1, high = 1000, scale = "log", close = 1.3, example = 16,
    truth = last_number,
    say = {below = "The distance itself falls by 4, its square by 16.",
      above = "More than 16 independent guesses can give? Their errors cancel only in part."}},
  after = [[
    The squared noise is that of one point divided by B. Twice as good a direction costs four times
    the points: so small batches are the better bargain, while there is far to go.]],
  slide = {says = "Stochastic Gradient Descent.",
    fact = [[Downhill on average. A single step of a small batch may lead uphill: it goes down for
      its own few points.]]},
  recall = {
    ask = "Batches of 64 points instead of 16. What happens to the mean squared noise?",
    answer = {kind = "choice", truth = "b", options = {{"halved"}, {"divided by 4"},
      {"divided by 48"}}},
    after = "It is that of one point, divided by the size of the batch.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "show", id = "axes", title = "A rate for each weight", setup = {"valley"},
  text = [[
    Adagrad divides the rate of each weight by the root of all its squared gradients so far: steep
    ones get small rates, flat ones large. In a valley along the axes, from (1, 1):]],
  code = "descend(surface.bowl{condition=100, rotate=0}, {1, 1},\n"
    .. '  {optimizer="adagrad", lr=1, stop_below=0.001})',
  after = "One step. Is that the optimizer, or the valley?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "turned", title = "The same valley, turned", rows = {61},
  setup = {"valley"},
  text = "`valley` is the same shape, turned by half a radian: now each weight is both.",
  ask = "How many steps does Adagrad need there, from (1, 1), until the loss is below 0.001?",
  run = 'descend(valley, {1, 1}, {optimizer="adagrad", lr=1, steps=1000, stop_below=0.001})',
  answer = {kind = "number", low = 1, high = 1000, scale = "log", close = 2, unit = "steps",
    example = 200, truth = function(s)
      local list = shown_paths(s, 1)
      return list and steps_of(list[1]) or nil
    end,
    say = {below = [[A rate for each *weight* helps where each weight has a steepness of its own.
      Here steep and flat are mixtures of both.]]}},
  after = [[
    A hundred times as many, for the same valley. Real losses do not lie along the axes. And the sum
    of squares only grows: Adagrad's rates only shrink.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "constant", title = "Never quite there", rows = {63},
  setup = {"valley", "walk"},
  text = [[
    RMSprop forgets: it divides by the root of a *recent* mean of squares. So its steps stay about
    as long as the rate, however flat it gets. With lr=0.1 it is below 0.001 after fewer than 300
    steps. Now nobody stops it.]],
  ask = "What is the loss after 2000 steps?",
  run = {'p = walk{optimizer="rmsprop", lr=0.1, steps=2000, stop_below=0}', "p.values[#p]"},
  answer = {kind = "number", low = 0.00001, high = 500, scale = "log", close = 3, example = 0.23,
    truth = last_number,
    say = {below = "It was there, and walked on: steps of 0.1 do not fit into the bottom.",
      above = "So far it does not climb: its steps are about 0.1 long."}},
  after = "It had 0.001, and has lost it. It goes to and fro across the bottom, for ever.",
  slide = {says = "RPSProp.", fact = "RMSProp: root of the mean square."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "floor", title = "How deep, then?", rows = {63},
  setup = {"valley", "walk"},
  ask = [[With lr=0.1, RMSprop keeps jumping at a loss of about 0.2. And with a tenth of that rate,
    after 3000 steps?]],
  run = {'p = walk{optimizer="rmsprop", lr=0.01, steps=3000, stop_below=0}', "p.values[#p]"},
  answer = {kind = "number", low = 0.00001, high = 500, scale = "log", close = 2, example = 0.002,
    truth = last_number,
    say = {above = "A tenth of the distance: but the loss goes with its square."}},
  after = [[
    A tenth of the rate, a hundredth of the loss. Far away a large rate is good, at the bottom a
    small one: that is why rates are lowered during training.]],
  recall = {
    ask = "RMSprop jumps to and fro at a loss of 0.2. Which loss with a tenth of its rate?",
    answer = {kind = "choice", truth = "c", options = {{"0.2, only later"}, {"about 0.02"},
      {"about 0.002"}}},
    after = "Steps a tenth as long, and a loss that goes with the square of the distance.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "adadelta", title = "Without a rate?", rows = {62},
  setup = {"valley", "walk"},
  text = [[
    AdaDelta was made so that nobody has to choose a rate: it measures how long its steps have been.
    Its lr is a mere factor, 1. The loss at the start is 511. Plain descent comes below 1 in 100
    steps.]],
  ask = "What is the loss of AdaDelta after 100 steps?",
  run = {'p = walk{optimizer="adadelta", lr=1, steps=100}', "p.values[#p]"},
  answer = {kind = "number", low = 0.001, high = 1000, scale = "log", close = 1.5, example = 350,
    truth = last_number,
    say = {below = "At first it has no steps to measure, so it begins with tiny ones."}},
  after = [[
    It begins with steps of about a thousandth, and has to learn from them how long a step may be.
    Nobody chose a rate; somebody chose how to begin.]],
}

-- -----------------------------------------------------------------------------------------------

local function on(s, ds, optimizer)
  local out = {}
  for _, run in ipairs(s.runs) do
    local is_other = run.train ~= s.w.lengths
    local fits = ds == "lengths" and not is_other or ds == "other" and is_other
    if fits and run.config.optimizer == optimizer then out[#out + 1] = run end
  end
  return out
end

local function is_plain_sgd(run)
  return run.config.optimizer == "SGD" and (run.config.momentum or 0) == 0
end

local function different_rates(runs)
  return different(runs, function(run) return run.config.lr end)
end

local function lowest(runs)
  return smallest(runs, function(run)
    return is_plain_sgd(run) and #run.train == 200 and last(run.train_loss)
  end)
end

local function adam_loss(s)
  return is_run(s.w.adam) and last(s.w.adam.train_loss) or 0
end

steps[#steps + 1] = {
  kind = "task", id = "units", title = "Metres and centimetres", rows = {59}, class = true,
  setup = {"lengths", "adam"}, numbers = function(s) return {adam = adam_loss(s)} end,
  text = [[
    `lengths`: 200 things with two lengths, the first in metres, the second in centimetres. A line
    tells their classes apart. In 300 steps Adam came to a loss of {adam}, in the run `adam`.
    Plain descent instead:

      again(adam, {optimizer="sgd", lr=0.01})]],
  task = "Bring plain descent down to Adam's loss, in 300 steps as well.",
  goals = {
    {label = "plain descent on `lengths` with three different rates", when = function(s)
      return different_rates(on(s, "lengths", "SGD")) >= 3
    end},
    {label = "plain descent within 0.02 of the loss of `adam`", when = function(s)
      local best = math.min(lowest(on(s, "lengths", "SGD")), lowest(on(s, "other", "SGD")))
      return below(best, adam_loss(s) + 0.02)
    end, unless = "The lowest of plain descent so far: {x}."},
  },
  hints = {
    "No rate will do: the steep and the flat direction are 10,000 to 1. What made them so?",
    "A unit is a choice. data.Standardizer measures each feature in its own deviations: see ?data.",
    "again takes other data, too: train= is one of its options. And 2/h is another number now.",
  },
  solution = {
    'again(adam, {optimizer="sgd", lr=0.001})', 'again(adam, {optimizer="sgd", lr=0.01})',
    'again(adam, {optimizer="sgd", lr=0.1})', "even = data.Standardizer(lengths)(lengths)",
    'again(adam, {optimizer="sgd", lr=10, train=even})',
  },
  mistakes = {
    {tag = "momentum-instead", when = function(s)
      return s.last and s.last.config.optimizer ~= "SGD" or s.last and not is_plain_sgd(s.last)
    end, say = "That was not plain descent. What Adam does for it can be had without Adam.",
      example = 'again(adam, {optimizer="sgd", lr=0.001, momentum=0.9})'},
    {tag = "rate-too-small", when = function(s)
      return s.last and s.last.train ~= s.w.lengths
    end, say = [[The units are alike now, and the rate is still that of the steep wall. How large
      may it be?]],
      example = "even = data.Standardizer(lengths)(lengths)\n"
        .. 'again(adam, {optimizer="sgd", lr=0.01, train=even})'},
    {tag = "more-rates", when = function(s)
      return different_rates(on(s, "lengths", "SGD")) >= 3
    end, say = "Rates do not help: too large for one feature is too small for the other.",
      example = 'again(adam, {optimizer="sgd", lr=0.0001})\n'
        .. 'again(adam, {optimizer="sgd", lr=0.001})\nagain(adam, {optimizer="sgd", lr=0.1})'},
    {tag = "one-rate", when = function(s) return s.last ~= nil end,
      say = "Is that the rate, or the data? Two other rates would tell.",
      example = 'again(adam, {optimizer="sgd", lr=0.01})'},
  },
  after = [[
    On equal units plain descent is as good as Adam. What Adam buys is what normalising buys: a step
    of the same length for each weight, whatever its unit.]],
  slide = {says = "ADAM.",
    fact = [[In 20 of 20 draws: plain descent above 0.4 at each of seven rates, Adam below 0.2, and
      plain descent on the standardised data within 0.005 of Adam.]]},
}

-- -----------------------------------------------------------------------------------------------

local names = {"Adam", "Adagrad", "Adadelta", "RMSprop"}

-- The last loss of the latest run of each of the four, at its default rate.
local function four_losses(s)
  local out, found = {}, 0
  for i, name in ipairs(names) do
    for _, run in ipairs(s.runs) do
      if run.config.optimizer == name then out[i] = last(run.train_loss) end
    end
    found = found + (out[i] and 1 or 0)
  end
  return found == #names and out or {}
end

steps[#steps + 1] = {
  kind = "predict", id = "defaults", title = "A race", rows = {64},
  setup = {"spirals", "race"},
  text = [[
    Three spirals, 15 epochs, the same first weights for everybody. race tells the last loss. Nobody
    names a rate: each takes its default.]],
  ask = "Who ends lowest, who highest?",
  run = {'race{optimizer="adam"}', 'race{optimizer="adagrad"}', 'race{optimizer="adadelta"}',
    'race{optimizer="rmsprop"}'},
  answer = {kind = "order", example = "dcba", truth = four_losses,
    items = {{"Adam"}, {"Adagrad"}, {"AdaDelta"}, {"RMSprop"}},
    say = {far = "Adam is the most used of them. Nobody has said that it is used at its default."}},
  after = [[
    Adam ends last. Its default rate is 0.001, that of RMSprop 0.01. Was this a race of
    optimizers?]],
}

-- -----------------------------------------------------------------------------------------------

local function lowest_of(s, predicate)
  return smallest(s.runs, function(run)
    return run.train == s.w.spirals and run.epochs <= 15 and predicate(run) and last(run.train_loss)
  end)
end

steps[#steps + 1] = {
  kind = "task", id = "tuned", title = "The same race, with rates", rows = {64},
  setup = {"spirals", "race"},
  text = [[
    At its default Adam ends between 0.6 and 0.7. Plain descent has no default: it has to be told.

      race{optimizer="sgd", lr=0.01}]],
  task = "Let both run as well as they can, in 15 epochs.",
  goals = {
    {label = "plain descent: below 0.3", when = function(s)
      return below(lowest_of(s, is_plain_sgd), 0.3)
    end, unless = "Plain descent at its best so far: {x}."},
    {label = "Adam: below 0.15", when = function(s)
      return below(lowest_of(s, function(run) return run.config.optimizer == "Adam" end), 0.15)
    end, unless = "Adam at its best so far: {x}."},
  },
  hints = {"A factor of 10 first, up or down; then one of 3.",
    "Which of them is still far from its edge? Look whether the loss was still falling."},
  solution = {'race{optimizer="sgd", lr=0.3}', 'race{optimizer="adam", lr=0.01}'},
  mistakes = {
    {tag = "longer-instead", when = function(s) return s.last and s.last.epochs > 15 end,
      say = "More epochs help everybody. The race is over 15.",
      example = 'race{optimizer="sgd", lr=0.01, epochs=200}'},
    {tag = "momentum-instead", when = function(s)
      return s.last and s.last.config.optimizer == "SGD" and not is_plain_sgd(s.last)
    end, say = "With momentum it is another optimizer, and a good one. Plain, please.",
      example = 'race{optimizer="sgd", lr=0.1, momentum=0.9}'},
    {tag = "wrong-way", when = function(s) return s.last ~= nil end,
      say = "Not there yet. Does the loss get better with a larger rate, or with a smaller one?",
      example = 'race{optimizer="sgd", lr=0.001}'},
  },
  after = [[
    The last of the race, Adam, is now among the first, and plain descent has passed Adam's default.
    A comparison of optimizers at one rate compares rates.]],
  slide = {says = "Optimizers: SGD, ADAM, Nesterov, Adagrad, AdaDelta, RMSProp.",
    fact = [[With a rate tuned for each, Adam was first in 12 of 20 draws and plain descent last in
      16. A tendency, and no more.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Does a claim of this lesson hold elsewhere? Another valley (surface.bowl{condition=1000}),
    another start, AdaDelta with a larger lr, Adam in `valley`; race with momentum.]],
  ask = "Which claim did you try, and what came of it? One sentence with a number in it.",
  example = "In a valley of 1000 to 1 momentum 0.9 needed 10 times fewer steps than none.",
}

return {
  title = "Optimizers", minutes = 18, rows = {58, 59, 60, 61, 62, 63, 64},
  needs = {"learning-rate"}, seed = 1,
  intro = [[
    All of them go downhill by the same gradients. So what is it that one of them has and another
    has not, and is it worth having?]],
  next = [[
    To try: race{optimizer="nadam"}, and its rate. To read: ?optim.Adam and ?descend.]],
  world = world,
  steps = steps,
}
