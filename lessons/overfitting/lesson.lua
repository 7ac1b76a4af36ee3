-- The lesson `overfitting`: rows 17 to 20, 23, 24 and 37 of the lecture.
--
-- A network of 4,417 numbers learns 40 points by heart, wrong labels included. The student says
-- beforehand when it will be at its best, sees the curves part, and cures it in three ways.
-- Numbers in the texts come from the student's own runs, or are thresholds with slack. Measured on
-- 20 draws of the data with four networks each: last over lowest validation loss 3.6 or more, test
-- loss without over with early stopping 4.2 or more, test accuracy better with it in 63 of 80.

local BIG = 4417 -- parameters of mlp(2, 64, 64, 1)

-- A run of the big network that was trained far too long: what the later steps compare with.
local function is_long_run(run)
  return is_run(run, 900) and #run.val_loss >= 900 and parameter_count(run.model) == BIG
    and last(run.val_loss) > 1.5 * lowest_val(run)
end

local function is_stopped_run(run)
  return is_run(run) and run.stopped == "early" and parameter_count(run.model) == BIG
end

-- Runs that a step needs and the student has not made.
local function train_long(w)
  return fit(mlp(2, 64, 64, 1), w.train, {val = w.val, lr = 0.01, epochs = 1000,
    verbose = false})
end

local function train_stopped(w)
  return fit(mlp(2, 64, 64, 1), w.train, {val = w.val, lr = 0.01, epochs = 1000,
    early_stopping = {patience = 50}, verbose = false})
end

local function train_on_ring(name, net, epochs)
  return function(w)
    local run = fit(net(), w.ring, {val = w.ring_val, lr = 0.01, epochs = epochs, verbose = false})
    run.name = name
    return run
  end
end

local train_brief = train_on_ring("brief", function() return mlp(2, 16, 1) end, 10)
local train_straight = train_on_ring("straight", function() return mlp(2, 1) end, 300)

-- Exactly this long.
local function is_run_of(epochs)
  return function(run) return is_run(run, epochs) and run.total_epochs == epochs end
end

local world = {
  train = drawn("moons", {n = 40, noise = 0.25, flip = 0.1}, 100),
  val = drawn("moons", {n = 200, noise = 0.25, flip = 0.1}, 200),
  test = drawn("moons", {n = 2000, noise = 0.25, flip = 0.1}, 300),
  h1 = {make = train_long, ok = is_long_run},
  h3 = {make = train_stopped, ok = is_stopped_run},
  ring = drawn("circles", {n = 200, noise = 0.1}, 400),
  ring_val = drawn("circles", {n = 500, noise = 0.1}, 500),
  brief = {make = train_brief, ok = is_run_of(10)},
  straight = {make = train_straight, ok = is_run_of(300)},
}

-- What the texts of many steps quote of the long run.
local function of_long_run(s)
  local h = s.w.h1
  if not is_run(h, 900) then return {} end
  local best = h.best_epoch
  return {best = best, left = #h.val_loss - best,
    t_first = h.train_loss[1], t_last = last(h.train_loss),
    v_first = h.val_loss[1], v_best = lowest_val(h), v_last = last(h.val_loss),
    ratio = math.floor(last(h.val_loss) / lowest_val(h) + 0.5),
    acc_best = h.val_accuracy[best], acc_last = last(h.val_accuracy),
    right = math.floor(40 * last(h.train_accuracy) + 0.5)}
end

-- Has a picture of points been drawn since the step began, and of how many?
local function points_drawn(s)
  local drawn = {}
  for _, event in ipairs(s.events) do
    local figure = event[2]
    if event[1] == "plot" and figure.groups then
      local count = 0
      for _, group in ipairs(figure.groups) do count = count + #group.xs end
      drawn[count] = true
    end
  end
  return drawn
end

local function has_val(run) return #run.val_loss > 0 end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "The loss climbs by 6 for each 1 that a weight grows; the learning rate is 0.1. One step?",
  answer = {kind = "choice", truth = "a", options = {{"the weight goes down by 0.6"},
    {"the weight goes up by 0.6", say = "Up the slope the loss grows. A step goes against it."},
    {"the weight goes down by 6", say = "The learning rate says how much of the slope it takes."}}},
  after = "lr times slope, downhill. Thousands of such steps: is that all there is to learning?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "look", title = "Forty points", setup = {"train", "val"}, look = true,
  text = [[
    `train` holds 40 points of two classes. They are what a network may practise on. One label in
    ten was flipped on purpose, as happens in real data: whoever learns all 40 by heart has learned
    the wrong ones, too.]],
  task = "Look at them. plot(NAME) draws what the name stands for.",
  goals = {{label = "a picture of the 40 training points",
    when = function(s) return points_drawn(s)[40] == true end}},
  hints = {"The text above gives the 40 points a name. That name goes between the brackets.",
    "Brackets are round, names have no quotes, and small letters stay small."},
  solution = "plot(train)",
  mistakes = {{tag = "other-set", when = function(s) return next(points_drawn(s)) ~= nil end,
    say = "You have drawn other points. The 40 training points have a name of their own.",
    example = "plot(val)"}},
  after = [[
    Think of a smooth line between the classes. A few points lie on its wrong side: most of those
    carry a wrong label.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "bottom", class = true, title = "How long is long enough?", rows = {17},
  setup = {"train", "val"},
  text = [[
    mlp(2, 64, 64, 1) is a network with two hidden layers of 64 neurons: 4,417 numbers to learn, for
    40 points. It will go through the points 1000 times; one pass is an epoch. After each epoch
    Gradus also measures its loss on `val`: how bad its answers are on 200 new points, which it
    never practises on.]],
  ask = "After which epoch will the loss on `val` be lowest?",
  run = {
    "h1 = fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=1000, verbose=false})",
    "h1.best_epoch",
  },
  answer = {kind = "number", low = 1, high = 1000, scale = "log", close = 2, unit = "epoch",
    example = 10,
    truth = function(s) return is_run(s.last, 900) and s.last.best_epoch or nil end,
    say = {above = [[More practice sounds like better. On the 40 points themselves it is; on new
      points it soon is not.]]}},
  numbers = of_long_run,
  after = [[
    On new points the network was at its best after {best} of 1000 epochs. What have the other
    {left} done to it?]],
  recall = {
    ask = "4,417 numbers learn 40 points in 1000 epochs. When are they at their best on new ones?",
    answer = {kind = "choice", truth = "a", options = {{"in the first tenth"}, {"in the middle"},
      {"in the last tenth", tag = "more-epochs-always-better"}}},
    after = "Long before it was finished with its 40 points.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "shape", class = true,
    title = "And then?", rows = {17}, setup = {"train", "val", "h1"},
  ask = [[What does the loss on `val` do from epoch 1 to 1000? The dotted line is where it begins;
    its lowest point was epoch {best}, far at the left.]],
  run = "plot(h1)", look = true,
  answer = {kind = "curve", top = 3, example = "c", truth = function(s) return s.w.h1.val_loss end,
    sketches = {
      {1, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, text = "falls, then stays where it is lowest",
        tag = "more-epochs-do-no-harm",
        say = [[To stay there, the network would have to stop changing. But its loss on `train` is
          not 0 yet, so it goes on changing.]]},
      {1, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1,
        text = "falls, then comes back to where it began",
        say = "Back where it began would mean: no wiser than before. It ends much worse."},
      {1, 0.8, 1.1, 1.5, 1.9, 2.2, 2.5, 2.8, 3,
        text = "falls, then climbs far above where it began"},
      {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08, 0.05, text = "goes on falling, slower and slower",
        tag = "more-epochs-always-better",
        say = "That is what its loss on `train` does: the other curve of the picture."},
    }},
  numbers = of_long_run,
  after = [[
    Loss on `train`: {t_first} at first, {t_last} at the end; it has {right} of its 40 points right.
    Loss on `val`: {v_best} at best, {v_last} at the end. One network, the same epochs.]],
  slide = {says = "Training loss decreases and validation loss increases.",
    fact = [[So it is: that is overfitting. In all of 80 other runs, on other draws of the data, the
      loss on `val` ended at more than 3 times its lowest value.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "accuracy", class = true, title = "How many more mistakes?", rows = {17},
  setup = {"train", "val", "h1"},
  ask = [[At epoch {best} the network had {acc_best} of the points in `val` right. Since then its
    loss on them has grown to {ratio} times as much. What share has it right at the end?]],
  run = "accuracy(h1.model, val)",
  answer = {kind = "number", low = 0, high = 1, close = 0.06, example = 0.75,
    truth = function(s) return last(s.w.h1.val_accuracy) end,
    say = {below = "The loss looks like a ruin, and there is none: a few more mistakes, no more.",
      above = "It makes a few more mistakes; but only a few."}},
  numbers = of_long_run,
  after = [[
    {acc_best} then, {acc_last} now. So what has become so much worse? Not how often it is wrong.]],
  recall = {
    ask = "A network overfits: its validation loss grows to ten times as much. Its accuracy there?",
    answer = {kind = "choice", truth = "a", options = {{"changes little"}, {"is halved"},
      {"falls to that of a coin"}}},
    after = "The loss counts how sure its mistakes are made; accuracy counts them.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "price", title = "What a mistake costs", rows = {17},
  text = [[
    The loss of one point is -ln(p), where p is the probability that the network gave to the right
    class. A point that it gets wrong with a doubt, p=0.4, costs 0.92.]],
  ask = "What does the same mistake cost when the network is sure of it, with p=0.0001?",
  run = "-math.log(0.0001)",
  answer = {kind = "number", low = 0.1, high = 1000, scale = "log", close = 1.3, example = 9.2,
    truth = function() return -math.log(0.0001) end},
  after = [[
    Either way it is one mistake. Accuracy counts mistakes; the loss counts how sure they were made.
    Training on and on makes a network sure of everything, its mistakes included.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "show", id = "certain", title = "Certainty, seen", setup = {"train", "val", "h1"},
  text = [[
    Here is what the network of `h1` answers at every place: one ground for each class, faint where
    it is not sure. Look for odd points out, and for what it does to have them right.]],
  code = "plot.boundary(h1.model, train)", look = true,
  after = [[
    Hardly a faint place: it is sure nearly everywhere. And the boundary goes out of its way to have
    single points right. New points near those are lost, with certainty.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "show", id = "too-little", title = "The opposite: too little",
  setup = {"ring", "ring_val", "brief", "straight"},
  text = [[
    In `ring` one class lies around the other. Two networks have tried it: `brief` with 16 hidden
    neurons for 10 epochs, `straight` with none for 300. Guessing costs ln 2 = 0.69.]],
  code = "plot(brief, straight)", look = true,
  after = [[
    Neither knows much, on old points or on new ones: that is underfitting. But the two ends look
    different. Which of them is still on its way?]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "longer", title = "Would patience help?", rows = {23},
  setup = {"ring", "ring_val", "brief", "straight"},
  ask = "Both are now trained for 300 epochs more. Whose loss on `ring` falls below 0.3?",
  run = {"brief2 = fit(brief.model, ring, {val=ring_val, lr=0.01, epochs=300})",
    "straight2 = fit(straight.model, ring, {val=ring_val, lr=0.01, epochs=300})"},
  look = true,
  answer = {kind = "choice", example = "b", truth = function(s)
      local a, b = s.runs[1], s.runs[2]
      if not (is_run(a) and is_run(b)) then return nil end
      local first, second = last(a.train_loss) < 0.3, last(b.train_loss) < 0.3
      return first and second and "a" or first and "b" or second and "c" or "d"
    end,
    options = {
      {"both", tag = "more-epochs-always-better",
        say = "`straight` has had 300 epochs already: its curve had been level for long."},
      {"only that of `brief`"},
      {"only that of `straight`", say = "Look at the ends again: which curve was still falling?"},
      {"neither", say = "`brief` was on its way down when it was stopped."},
    }},
  after = [[
    `brief` was not finished; `straight` is not able. Without hidden neurons it draws one straight
    line, and no line separates a ring from what it surrounds.]],
  slide = {says = "Underfitting: both losses still decrease at the end of training.",
    fact = [[That is the first kind, and time cures it. The other kind lies level and high, and time
      does nothing for it.]]},
}

-- -----------------------------------------------------------------------------------------------

local function ring_accuracy(run)
  return has_val(run) and #run.val == 500 and last(run.val_accuracy) or 0
end

-- The ring's best run so far, and its accuracy on new points.
local function best_on_ring(s, most)
  local best, run_of_it = 0, nil
  for _, run in ipairs(s.runs) do
    if parameter_count(run.model) <= (most or math.huge) and ring_accuracy(run) > best then
      best, run_of_it = ring_accuracy(run), run
    end
  end
  return best, run_of_it
end

steps[#steps + 1] = {
  kind = "task", id = "stronger", title = "Able at last", rows = {24}, setup = {"ring", "ring_val"},
  text = "mlp(2, 1) cannot do it, however long. mlp(2, N, 1) has one hidden layer of N neurons.",
  task = "Train a network that gets `ring_val` right, with as few neurons as you can.",
  goals = {
    {label = "more than 0.95 of the points in `ring_val` right",
      when = function(s) return above((best_on_ring(s)), 0.95) end,
      unless = "Your best network so far has {x} right."},
    {label = "the same with 10 hidden neurons or fewer", when = function(s)
      return above((best_on_ring(s, 41)), 0.95) -- mlp(2, 10, 1) has 41 parameters
    end},
  },
  hints = {
    "Arrow-up brings an earlier line back, to be changed. A call of fit with `ring` is among them.",
    "Each hidden neuron bends the boundary once. How many straight pieces fence in a ring?",
    "Close, but not above 0.95? It may be on its way still: look at its curves.",
  },
  solution = "fit(mlp(2,10,1), ring, {val=ring_val, lr=0.01, epochs=300})",
  mistakes = {
    {tag = "more-epochs-always-better", when = function(s)
      return s.last and parameter_count(s.last.model) <= 3
    end, say = "More epochs move the line about, they do not bend it. Look at the layers instead.",
      example = "fit(mlp(2,1), ring, {val=ring_val, lr=0.01, epochs=600})"},
    {tag = "no-val", when = function(s) return s.last and not has_val(s.last) end,
      say = "Nobody measured that run on new points: val=ring_val was missing.",
      example = "fit(mlp(2,8,1), ring, {lr=0.01, epochs=300})"},
  },
  slide = {says = "Use a more powerful model. Train until the cost function is minimized.",
    fact = [[Level and high: a stronger model. Still falling: more epochs, but only until the
      *validation* loss stops falling. `h1` was still minimizing its cost at epoch 1000.]]},
}

-- -----------------------------------------------------------------------------------------------

-- The first run since the step began that trained on `train` like h1 and satisfies `extra`.
local function comparable(s, extra)
  return s:run_with(function(run)
    return run.train == s.w.train and has_val(run) and run.total_epochs >= 1000 and extra(run)
  end)
end

local function is_small(run) return parameter_count(run.model) <= BIG / 10 end

local function ends_below_half(s, run)
  if not run or not is_run(s.w.h1, 900) then return false end
  return below(last(run.val_loss), last(s.w.h1.val_loss) / 2)
end

steps[#steps + 1] = {
  kind = "task", id = "smaller", title = "First cure: a smaller network", rows = {18},
  setup = {"train", "val", "h1"}, numbers = of_long_run,
  text = [[
    Back to the moons. `h1` was a network of 4,417 numbers, and ended with a loss of {v_last} on
    `val`. It was trained by

      fit(mlp(2,64,64,1), train,
          {val=val, lr=0.01, epochs=1000})]],
  task = "Keep the 1000 epochs and shrink the network.",
  goals = {
    {label = "1000 epochs with a tenth of the 4,417 numbers or fewer", when = function(s)
      return comparable(s, is_small) ~= nil
    end},
    {label = "its last loss on `val` at most half of that of `h1`", when = function(s)
      local run = comparable(s, function(run) return is_small(run) and ends_below_half(s, run) end)
      return ends_below_half(s, run or comparable(s, is_small))
    end, unless = "It ended at {x}; half of what h1 has is {limit}."},
    {label = "still at least 0.6 of `val` right", when = function(s)
      local run = comparable(s, function(run)
        return is_small(run) and last(run.val_accuracy) >= 0.6
      end)
      return run ~= nil
    end},
  },
  hints = {
    "How many hidden neurons did the ring need? The moons are not much harder.",
    "Only the network changes. Arrow-up fetches the line; h2 = in front keeps the run for later.",
  },
  solution = "h2 = fit(mlp(2,6,1), train, {val=val, lr=0.01, epochs=1000})",
  mistakes = {
    {tag = "no-val", when = function(s) return s.last and not has_val(s.last) end,
      say = "Nobody measured that run on new points: val=val was missing.",
      example = "h2 = fit(mlp(2,8,1), train, {lr=0.01, epochs=1000})"},
    {tag = "stopped-instead", when = function(s)
      return s.last and s.last.total_epochs < 1000
    end, say = "Fewer epochs are a cure as well, and come later. Here all 1000 are to do no harm.",
      example = "h2 = fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=20})"},
    {tag = "not-smaller", when = function(s) return s.last and not is_small(s.last) end,
      say = "That network is still large. A layer of 64 onto 64 alone has 4,160 numbers.",
      example = "h2 = fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=1000})"},
  },
  after = "Draw them over each other if you like: plot(h1, h2). Which one still rises?",
  slide = {says = "Fewer parameters, less complexity.",
    fact = [[It helps, and is no cure by itself: most small networks overfit these points, too, only
      later and less.]]},
}

-- -----------------------------------------------------------------------------------------------

-- By l2=, by a regularizer, or by the decay that amounts to it: any way counts.
local function has_l2(run)
  local config = run.config
  return (config.l2 or 0) > 0 or (config.weight_decay or 0) > 0
    or tostring(config.regularizer):find("L2", 1, true) ~= nil
end

steps[#steps + 1] = {
  kind = "task", id = "penalty", title = "Second cure: a price on weights", rows = {19},
  setup = {"train", "val", "h1"}, numbers = of_long_run,
  text = [[
    The option l2=0.0001 of fit adds 0.0001 times the sum of all squared weights to the loss. Large
    weights are what certainty is made of; now they have a price.

      fit(mlp(2,64,64,1), train, {val=val, lr=0.01,
          epochs=1000, l2=0.0001})]],
  task = "The big network, all 1000 epochs: find a value of l2 that helps, and one too large.",
  goals = {
    {label = "with l2: last loss on `val` at most half of that of `h1`", when = function(s)
      local run = comparable(s, function(run) return has_l2(run) and ends_below_half(s, run) end)
      return ends_below_half(s, run or comparable(s, has_l2))
    end, unless = "It ended at {x}; half of what h1 has is {limit}."},
    {label = "with a larger l2: loss on `train` above 0.6 at the end", when = function(s)
      local run = comparable(s, function(run)
        return has_l2(run) and last(run.train_loss) > 0.6
      end)
      return run ~= nil
    end},
  },
  hints = {
    "One factor of 10 after the other: what does the last loss on `val` do on the way?",
    "Too much is when the price is all that counts, and the network no longer dares to learn.",
  },
  solution = {
    "fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=1000, l2=0.01})",
    "fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=1000, l2=1})",
  },
  mistakes = {
    {tag = "no-penalty", when = function(s) return s.last and not has_l2(s.last) end,
      say = "That run had no penalty: the option is called l2, and stands inside the braces.",
      example = "fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=1000})"},
    {tag = "not-comparable", when = function(s) return s.last and s.last.total_epochs < 1000 end,
      say = "That run was shorter than h1, so it does not show what the penalty alone does.",
      example = "fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=50, l2=0.01})"},
  },
  after = "Too little does nothing, too much forbids to learn: the best lies in between.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "stop", class = true, title = "Third cure: stop in time", rows = {20, 37},
  setup = {"train", "val", "h1"}, numbers = function(s)
    local numbers, run = of_long_run(s), s.last
    if is_run(run) then numbers.best3, numbers.end3 = run.best_epoch, run.epochs end
    return numbers
  end,
  text = [[
    early_stopping={patience=50} ends a run by itself, once the loss on `val` has not reached a new
    lowest value for 50 epochs. The network of `h1` again, from new random weights.]],
  ask = "`h1` was at its best after epoch {best}. After how many epochs will this run end?",
  run = {"h3 = fit(mlp(2,64,64,1), train, {val=val, lr=0.01, epochs=1000, "
    .. "early_stopping={patience=50}, verbose=false})", "h3.epochs"},
  answer = {kind = "number", low = 1, high = 1000, scale = "log", close = 1.4, unit = "epochs",
    example = 60, truth = function(s) return is_run(s.last) and s.last.epochs or nil end,
    say = {below = "It cannot know that an epoch was the best before 50 more have gone by.",
      above = "It waits no longer than its patience: 50 epochs after the best one it ends."}},
  after = "Its best epoch was {best3}; {best3} + 50 = {end3}. That left out 900 epochs and more.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "restore", title = "Which network do you hold?", rows = {37},
  setup = {"train", "val", "h3"},
  ask = "After its best epoch that run went on for 50 more. Whose weights has h3.model now?",
  run = {"evaluate(h3.model, val).loss", "h3.val_loss[h3.best_epoch]"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local h, result = s.w.h3, measured(s, s.w.h3, s.w.val)
      if not result then return nil end
      local now = result.loss
      if near(now, lowest_val(h), {rel = 1e-3}) then return "b" end
      return near(now, last(h.val_loss), {rel = 1e-3}) and "a" or nil
    end,
    options = {
      {"those of the last epoch", tag = "stopping-keeps-the-last",
        say = "In some libraries it would be so; here they were put back."},
      {"those of the best epoch"},
      {"something in between"},
    }},
  after = [[
    The same number twice: when the run ended, the weights of the best epoch were put back. With
    {patience=50, restore=false} you would hold a network 50 epochs past its best.]],
  recall = {
    ask = "A run with early_stopping={patience=50} has ended. Whose weights has its network?",
    answer = {kind = "choice", truth = "b", options = {{"those of the last epoch",
      tag = "stopping-keeps-the-last"}, {"those of the best epoch"}}},
    after = "Here they are put back; other libraries have to be told.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "show", id = "doubt", title = "Doubt, seen", setup = {"train", "val", "h3"},
  text = "The network that was stopped in time, on the same 40 points:",
  code = "plot.boundary(h3.model, train)", look = true,
  after = [[
    It leaves odd points on the wrong side, and doubts where there is reason to doubt. It had no
    time to become sure.]],
}

-- -----------------------------------------------------------------------------------------------

local function goal_measured(name)
  return function(s) return measured(s, s.w[name], s.w.test) ~= nil end
end

local function compare_on_test(s)
  local numbers = {}
  for _, name in ipairs{"h1", "h3"} do
    local result = measured(s, s.w[name], s.w.test) or {}
    numbers["loss_" .. name], numbers["acc_" .. name] = result.loss, result.accuracy
  end
  return numbers
end

steps[#steps + 1] = {
  kind = "task", id = "honest", title = "An honest number", rows = {37},
  setup = {"train", "val", "test", "h1", "h3"}, numbers = compare_on_test,
  text = [[
    `val` decided where h3 stopped, so on `val` h3 looks a little better than it is. `test` holds
    2000 points that nobody has used for anything.]],
  task = "Measure both networks on `test`, the one of `h1` and the one of `h3`.",
  goals = {
    {label = "the loss of the network of `h1` on `test`", when = goal_measured("h1")},
    {label = "the loss of the network of `h3` on `test`", when = goal_measured("h3")},
  },
  hints = {"You have measured a network in the last step, on other points.",
    "It takes the network and the points. A run carries its network: type  h1.  and press Tab."},
  solution = {"evaluate(h1.model, test)", "evaluate(h3.model, test)"},
  mistakes = {
    {tag = "accuracy-alone", when = function(s)
      for _, event in ipairs(s.events) do
        local name, _, set, result = table.unpack(event, 1, 4)
        if name == "evaluate" and set == s.w.test and not result.loss then return true end
      end
    end, say = "accuracy counts the mistakes and nothing else; evaluate tells the loss as well.",
      example = "accuracy(h3.model, test)"},
    {tag = "tests-on-val", when = function(s)
      return s:count("evaluate") > 0 and not measured(s, s.w.h1, s.w.test)
        and not measured(s, s.w.h3, s.w.test)
    end, say = "Those were points that had a part in training or stopping. `test` had none.",
      example = "evaluate(h3.model, val)"},
  },
  after = "Loss: {loss_h1} and {loss_h3}. Share right: {acc_h1} and {acc_h3}.",
  slide = {says = "Early stopping is a cure for overfitting.",
    fact = [[For the loss, yes: in all of 80 runs tried, by a factor of 3 or more. The share of
      right answers was better in about four of five. Do not promise more.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Overfit something else, then cure it: other points, another network, another cure. Rings and
    spirals are data.circles{n=30, noise=0.3} and data.spirals{n=40, noise=0.3}.]],
  ask = [[What did you change, and what came of it? One sentence with a number in it. It is kept
    with this lesson.]],
  example = "On 30 points of circles the best epoch was 40, and early stopping halved the loss.",
}

return {
  title = "Overfitting", minutes = 25, rows = {17, 18, 19, 20, 23, 24, 37}, seed = 1,
  intro = [[
    A network can get better at its exercises and worse at everything else, at the same time. Watch
    it happen, then stop it.]],
  next = [[
    To try: the big network on 400 points instead of 40. What is left of the gap? To read: ?fit
    and ?evaluate.]],
  world = world,
  steps = steps,
}
