-- The lesson `hyperparameters`: rows 69 to 71 of the lecture.
--
-- What nobody learns and somebody has to choose: batch, epochs, layers. Measured on 20 draws: at 40
-- epochs the loss rises with the batch (4, 16, 64, 300) in each; at 600 updates the losses lie
-- within a factor of 2.2; one, two or three layers of about 1,900 numbers end within 0.03 of each
-- other on the spirals; mlp(2, 24, 3) has more than 0.95 right there.

-- What the student's lines have answered at the prompt since the step began, in order.
-- try{batch=, epochs=}: the same first weights on the same moons, plain descent; the last loss.
local function make_try(w, n)
  local start, moons = mlp(2, 32, 32, 1), w.moons
  return function(given)
    local options = {optimizer = "sgd", lr = 0.1, seed = n, verbose = false}
    for name, value in pairs(given) do options[name] = value end
    return last(fit(start:clone(), moons, options).train_loss)
  end
end

local function make_score(w)
  return function(net)
    return last(fit(net, w.train, {val = w.val, lr = 0.01, batch = 30, epochs = 80,
      verbose = false}).val_accuracy)
  end
end

local world = {
  moons = drawn("moons", {n = 300, noise = 0.15}),
  try = {make = make_try, ok = is_function},
  score = {make = make_score, ok = is_function},
  train = drawn("spirals", {n = 300, classes = 3, noise = 0.2}, 0),
  val = drawn("spirals", {n = 600, classes = 3, noise = 0.2}, 40),
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "Which part of the data decides between two settings of a run?",
  answer = {kind = "choice", truth = "b", options = {{"`train`"}, {"`val`"}, {"`test`"}}},
  after = [[
    Weights are learned from `train`; what nobody learns is chosen by `val`: these are the
    hyperparameters. `test` is kept for the end.]],
}

-- -----------------------------------------------------------------------------------------------

-- Updates are counted as they happen: those between the last two ends of runs.
local function steps_of_last_run(s)
  local count, found = 0, nil
  for _, event in ipairs(s.events) do
    if event[1] == "step" then count = count + 1 end
    if event[1] == "fit_end" then count, found = 0, count end
  end
  return found
end

steps[#steps + 1] = {
  kind = "predict", id = "updates", title = "Epochs and iterations", rows = {70},
  setup = {"moons", "try"}, listen = {"step"},
  text = [[
    An update, or iteration, is one step of the optimizer, after one batch. An epoch is one pass
    over all rows. try trains on 300 rows and tells the last loss.]],
  ask = "How many updates does try{batch=30, epochs=40} make?",
  run = "try{batch=30, epochs=40}",
  answer = {kind = "number", low = 1, high = 100000, scale = "log", close = 1.01, example = 400,
    unit = "updates", truth = steps_of_last_run,
    say = {below = "40 are the epochs. In each of them there are 300/30 = 10 updates.",
      above = "300 rows give 10 batches of 30, forty times over."}},
  after = "40 epochs of 300/30 = 10 batches: 400 updates. With batch=300 it would be 40.",
  slide = {says = "Number of iterations (epochs).",
    fact = "Two different numbers. The batch size stands between them."},
  recall = {
    ask = "1000 rows, batches of 50, 10 epochs. How many updates?",
    answer = {kind = "choice", truth = "b", options = {{"10"}, {"200"}, {"10,000"}}},
    after = "20 batches in each of 10 epochs.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "batch", class = true, title = "Small or large batches", rows = {71},
  setup = {"moons", "try"},
  ask = "40 epochs each, the same rate. Which batch ends with the lowest loss, which the highest?",
  run = {"try{batch=4, epochs=40}", "try{batch=16, epochs=40}", "try{batch=64, epochs=40}",
    "try{batch=300, epochs=40}"},
  answer = {kind = "order", example = "abcd",
    items = {{"batch 4"}, {"batch 16"}, {"batch 64"}, {"batch 300, all rows"}},
    truth = function(s)
      return last_of(numbers_answered(s), 4) or {}
    end,
    say = {far = "All rows at once give the best direction. How often was it taken?"}},
  after = "The smaller the batch, the lower the loss. Are small batches better, then? Count.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "equal", class = true, title = "As many updates each", rows = {70, 71},
  setup = {"moons", "try"},
  text = "40 epochs are 3000 updates with batch 4, and 40 with batch 300. Now 600 for each.",
  ask = "With batch 4, 15 and 300: by what factor is the highest loss above the lowest?",
  run = {"try{batch=4, epochs=8}", "try{batch=15, epochs=30}", "try{batch=300, epochs=600}"},
  answer = {kind = "number", low = 1, high = 100, scale = "log", close = 1.3, example = 1.3,
    truth = function(s)
      local list = last_of(numbers_answered(s), 3)
      if not list then return nil end
      return math.max(table.unpack(list)) / math.min(table.unpack(list))
    end,
    say = {above = "What looked like a gift of small batches was the number of updates."}},
  after = [[
    Equal updates, hardly a difference. The larger batch has less noise, and has looked at 75 times
    as many rows for it.]],
  slide = {says = "Batch size.",
    fact = [[Compared at equal epochs small batches win, at equal updates hardly anybody. A
      comparison has to say what was held equal.]]},
  recall = {
    ask = "Batch 4 beats batch 300 after 40 epochs each. What made the difference, mostly?",
    answer = {kind = "choice", truth = "a", options = {{"75 times as many updates"},
      {"noise, which is good for learning", tag = "noise-is-the-gift"},
      {"better gradients", tag = "small-batch-better-gradient"}}},
    after = "At equal updates the two were nearly equal.",
  },
}

-- -----------------------------------------------------------------------------------------------

-- The lowest loss of the runs with all rows in a batch, of at most so many epochs.
local function lowest_full(s, epochs)
  return smallest(s.runs, function(run)
    return run.train == s.w.moons and run.config.batch == 300 and run.epochs <= epochs
      and last(run.train_loss)
  end)
end

steps[#steps + 1] = {
  kind = "task", id = "full", title = "All rows at once", rows = {70, 71},
  setup = {"moons", "try"},
  text = [[
    try{batch=300, epochs=40} ended far above the others. The rate was 0.1 each time: try takes
    every option of fit, so that can be changed, too.]],
  task = "Bring batch 300 below 0.15, in two ways.",
  goals = {
    {label = "batch=300: a loss below 0.15", when = function(s)
      return below(lowest_full(s, math.huge), 0.15)
    end, unless = "The lowest with batch 300 so far: {x}."},
    {label = "batch=300, at most 100 epochs: a loss below 0.25", when = function(s)
      return below(lowest_full(s, 100), 0.25)
    end, unless = "The lowest within 100 epochs so far: {x}."},
  },
  hints = {"One way spends more updates. How many had batch 16?",
    "The other way makes each update count for more. Exact directions bear longer steps."},
  solution = {"try{batch=300, epochs=1200}",
    'try{batch=300, epochs=100, optimizer="adam", lr=0.02}'},
  mistakes = {
    {tag = "smaller-batch", when = function(s)
      return s.last and s.last.config.batch < 300
    end, say = "That was a smaller batch. Here all 300 rows are in each.",
      example = "try{batch=16, epochs=40}"},
    {tag = "one-way", when = function(s)
      return lowest_full(s, math.huge) < 0.15 and lowest_full(s, 100) >= 0.25
    end, say = "More updates: one way. And with few of them?",
      example = "try{batch=300, epochs=1200}"},
    {tag = "too-few", when = function(s) return s.last ~= nil end,
      say = "On its way. More updates, or longer ones?", example = "try{batch=300, epochs=60}"},
  },
  after = [[
    Batch, epochs and rate hang together: whoever changes one of them has changed what the others
    mean. That is why they are searched together.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "grid", title = "Every combination", rows = {69, 70, 71},
  text = [[
    Five hyperparameters: rate, batch, epochs, layers, neurons. Four values of each, every
    combination, each tried with three seeds.]],
  ask = "How many runs are that?",
  run = "3 * 4^5",
  answer = {kind = "number", low = 1, high = 1000000, scale = "log", close = 1.05, unit = "runs",
    example = 3072, truth = last_number,
    say = {below = "Combinations multiply: 4 times 4 times 4 times 4 times 4."}},
  after = [[
    Nobody does that. The rate first, in factors of 10, since it decides most; then around the best,
    finer. sweep tries a list: sweep{lr={0.01, 0.1, 1}, run=function(c) ... end}.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "depth", title = "Wide or deep", rows = {69},
  setup = {"train", "val", "score"},
  text = [[
    Three spirals, and three networks of about 1,900 numbers: one layer of 340 neurons, two of 41,
    three of 29. score trains a network on `train` and tells what share of `val` it has right.]],
  ask = "Which has the most of `val` right?",
  run = {"score(mlp(2,340,3))", "score(mlp(2,41,41,3))", "score(mlp(2,29,29,29,3))"},
  answer = {kind = "choice", example = "d", truth = function(s)
      local list = last_of(numbers_answered(s), 3)
      if not list then return nil end
      local best, worst = math.max(table.unpack(list)), math.min(table.unpack(list))
      if best - worst < 0.03 then return "d" end
      for i, value in ipairs(list) do
        if value == best then return ("abc"):sub(i, i) end
      end
    end,
    options = {{"one layer"}, {"two layers"},
      {"three layers", tag = "deeper-is-better",
        say = "Deep networks do win where what they see is built of parts. Spirals are not."},
      {"the same, within 0.03"}}},
  after = "Here depth buys nothing, and costs nothing. So what does the architecture decide?",
  slide = {says = "Number of layers.",
    fact = [[No number is right for all. On the spirals one, two and three layers end within 0.03;
      the rate alone can make any of them fail.]]},
}

-- -----------------------------------------------------------------------------------------------

local function best_small(s)
  return largest(s.runs, function(run)
    local count = parameter_count(run.model)
    return run.val == s.w.val and run.train == s.w.train and count > 0 and count < 200
      and last(run.val_accuracy)
  end)
end

steps[#steps + 1] = {
  kind = "task", id = "small", title = "With a tenth", rows = {69}, setup = {"train", "val"},
  text = [[
    1,900 numbers for 300 points. How many are needed?

      net = mlp(2, 4, 3)
      net:summary()
      fit(net, train, {val=val, lr=0.02, batch=30, epochs=60})]],
  task = "Find a network of fewer than 200 numbers that has `val` nearly all right.",
  goals = {{label = "fewer than 200 numbers, more than 0.93 of `val` right",
    when = function(s) return above(best_small(s), 0.93) end,
    unless = "The best of the small ones so far has {x} right."}},
  hints = {"A layer of N neurons between 2 inputs and 3 classes has 6N + 3 numbers.",
    "Still falling at the end? Then it is not the size alone: look at rate and epochs."},
  solution = "fit(mlp(2,24,3), train, {val=val, lr=0.02, batch=30, epochs=60})",
  mistakes = {
    {tag = "too-large", when = function(s)
      return s.last and parameter_count(s.last.model) >= 200
    end, say = "That one has 200 numbers or more.",
      example = "fit(mlp(2,64,3), train, {val=val, lr=0.02, batch=30, epochs=60})"},
    {tag = "no-val", when = function(s) return s.last and #s.last.val_accuracy == 0 end,
      say = "Nobody measured that run on `val`.",
      example = "fit(mlp(2,24,3), train, {lr=0.02, batch=30, epochs=60})"},
    {tag = "too-small", when = function(s) return s.last ~= nil end,
      say = "Small enough; it cannot bend often enough yet, or was not given the time.",
      example = "fit(mlp(2,4,3), train, {val=val, lr=0.02, batch=30, epochs=60})"},
  },
  after = [[
    You chose by `val`, and by more than one look at it. What it is worth would have to be asked of
    a part that has had no say.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    One hyperparameter, one table. For example:

      sweep{width={4,8,16,32}, run=function(c)
        return fit(mlp(2,c.width,3), train, {val=val, lr=0.02,
          epochs=60}) end}]],
  ask = "What did you vary, and from where on did it matter no longer? With a number, please.",
  example = "From 16 neurons on more of them changed less than 0.01.",
}

return {
  title = "Hyperparameters", minutes = 12, rows = {69, 70, 71},
  needs = {"data-split", "optimizers"}, seed = 1,
  intro = [[
    Weights are learned. The number of layers, the batch, the rate, the epochs are not: somebody has
    to choose them. By what?]],
  next = "To try: sweep over two lists at once. To read: ?sweep and ?cross_validate.",
  world = world,
  steps = steps,
}
