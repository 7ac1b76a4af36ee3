-- The lesson `common-mistakes`: rows 72 to 78 of the lecture.
--
-- Each mistake of the lecture's list is made on purpose, on half moons or spirals; the coach names
-- it; then it is put right. Afterwards they come mixed: three mysteries whose cause is to be named
-- from few looks. Measured on 20 draws: without normalising 0.5 right, with it 0.94 and more;
-- softmax twice ends above its floor, 0.551; the best of 500 guessers has 0.64 to 0.82 of 50 coin
-- flips right and half of fresh ones.

-- The three parts of one draw of the moons. They know their roles: the coach asks for them.
local function part(name)
  return {
    make = function(_, n)
      local parts = {}
      parts.train, parts.val, parts.test = data.moons{n = 600, noise = 0.15, seed = n + 100}
        :split{train = 0.5, val = 0.25, test = 0.25, seed = n}
      return parts[name]
    end,
    ok = function(value)
      return is_dataset(value, name == "train" and 300 or 150) and value.task == "binary"
    end,
  }
end

-- The same, with one feature in thousands.
local function stretched(name, count)
  return {
    make = function(w)
      local ds = w[name]
      return data.from(ds.x * tensor{1, 1000} + tensor{0, 5000}, ds.y)
    end,
    ok = function(value) return is_dataset(value, count) and value.x:max():item() > 1000 end,
  }
end

local function spirals(count, shift)
  return {
    make = function(_, n)
      return data.spirals{n = count, classes = 3, noise = 0.2, seed = n + shift}
    end,
    ok = function(value) return is_dataset(value, count) and value.task == "multiclass" end,
  }
end

local function labels(name)
  return {
    make = function(_, n)
      local parts = {}
      parts.tags, parts.new_tags = data.multilabel{n = 600, labels = 4, seed = n + 300}
        :split{train = 0.5, val = 0.5, seed = n}
      return parts[name]
    end,
    ok = function(value) return is_dataset(value, 300) and value.task == "multilabel" end,
  }
end

-- The share of rows of which all four answers are right. decide: scores -> answers 0 or 1.
local function all_right(net, ds, decide)
  return no_grad(function()
    return decide(net(ds.x)):eq(ds.y):min(2):mean():item()
  end)
end

-- Trains a network on four labels with either last step and says how many rows it has all right.
local function train_labels(kind, tags, new_tags)
  local net = mlp(10, 32, 32, 4)
  local crit = nn.BCELoss()
  local last_step = kind == "softmax" and nn.Softmax() or nn.Sigmoid()
  local opt = optim.Adam(net, {lr = 0.01})
  for _ = 1, 40 do
    for xb, yb in tags:batches(30, {shuffle = true}) do
      opt:zero_grad()
      crit(last_step(net(xb)), yb):backward()
      opt:step()
    end
  end
  local cut = kind == "softmax" and 0.25 or 0.5
  return all_right(net, new_tags, function(out) return last_step(out):gt(cut) end)
end

-- The coach begins each step with a clean sheet.
local function watch()
  coach.reset()
  coach.on()
  return true
end

local world = {
  train = part "train", val = part "val", test = part "test",
  raw = stretched("train", 300), raw_val = stretched("val", 150),
  arms = spirals(300, 200),
  tags = labels "tags", new_tags = labels "new_tags",
  crit = {always = true, make = function() return nn.BCEWithLogitsLoss() end},
  net = {always = true, make = function() return mlp(2, 32, 32, 1) end},
  opt = {always = true, make = function(w) return optim.SGD(w.net, {lr = 0.1}) end},
  noisy = {always = true, make = function() return mlp(2, 64, 64, 1, {dropout = 0.3}) end},
  doubled = {always = true, make = function()
    return nn.Sequential{mlp(2, 32, 32, 3), nn.Softmax()}
  end},
  four = {make = function(w)
    return function(kind) return train_labels(kind, w.tags, w.new_tags) end
  end, ok = is_function},
  watched = {always = true, make = watch},
}

-- Has the coach named this code since the step began?
local function named(code)
  return function()
    for _, finding in ipairs(coach.findings) do
      if finding.code == code then return true end
    end
    return false
  end
end

local function val_accuracy(run) return is_run(run) and last(run.val_accuracy) or 0 end

local function best_accuracy(s, test)
  return largest(s.runs, function(run) return test(run) and val_accuracy(run) end)
end

-- What the student's network has right of the new rows now; 0 for what is no network of two inputs.
local function right_now(s)
  local ok, share = pcall(function() return accuracy(s.w.net, s.w.val) end)
  return ok and type(share) == "number" and share or 0
end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "loss:backward() is called twice without anything between. What is in a weight's .grad?",
  answer = {kind = "choice", truth = "b", options = {
    {"the second gradient"}, {"the sum of both"}, {"their mean"}}},
  after = "It adds up. That is the first mistake of today's list, and you will make all of them.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "zero-grad", title = "Old gradients", rows = {76},
  setup = {"train", "val", "crit", "net", "opt", "watched"},
  text = [[
    A coach watches from now on. coach.findings says what it has seen. `net`, `opt` and `crit` are
    ready; this is an epoch, with a mistake in it:

      for xb, yb in train:batches(30) do
        crit(net(xb), yb):backward() opt:step() end]],
  task = "Make the mistake, read the coach, then train `net` as it should be.",
  goals = {
    {label = "the coach names it: G0201", when = named "G0201"},
    {label = "`net` has more than 0.8 of `val` right, by a loop that clears", when = function(s)
      local has_cleared = false
      for _, chunk in ipairs(s.chunks) do
        has_cleared = has_cleared or chunk.ok and chunk.source:find("zero_grad", 1, true) ~= nil
      end
      if not has_cleared then return false end
      return above(right_now(s), 0.8)
    end, unless = "It has {x} right."},
  },
  hints = {"Type the loop as it stands, on one line or two. Then ask the coach what it has seen.",
    "The fix line of the coach says what is missing; it goes to the beginning of the loop's body.",
    "One epoch is little: for e = 1, 30 do … end around the loop makes thirty of it."},
  solution = {
    "for xb, yb in train:batches(30) do crit(net(xb), yb):backward() opt:step() end",
    "coach.findings",
    "for e = 1, 30 do for xb, yb in train:batches(30) do opt:zero_grad() "
      .. "crit(net(xb), yb):backward() opt:step() end end"},
  mistakes = {
    {tag = "no-zero-grad", when = function(s) return #s.chunks > 0 and named "G0201"() end,
      say = "That was the mistake. Now the same loop, with the gradients cleared first.",
      example = "for xb, yb in train:batches(30) do crit(net(xb), yb):backward() opt:step() end"},
    {tag = "right-at-once", when = function(s) return #s.chunks > 0 and right_now(s) > 0.6 end,
      say = "That loop clears its gradients. For once, leave it out and see what the coach says.",
      example = "for e = 1, 9 do for xb, yb in train:batches(30) do opt:zero_grad() "
        .. "crit(net(xb), yb):backward() opt:step() end end"},
  },
  slide = {says = "Forget to call .zero_grad() before calling .backward().",
    fact = [[Each step then uses all gradients so far: momentum without friction. At small rates it
      even helps, which hides it; at 0.1 it ruined 20 of 20 runs.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "modes", title = "The wrong mode", rows = {72},
  setup = {"train", "val", "crit", "noisy", "watched"},
  text = [[
    `noisy` is a network with dropout. Train it, and measure its loss on new rows by hand:

      h = fit(noisy, train, {lr=0.01, epochs=10})
      crit(noisy(val.x), val.y):item()]],
  task = "Measure twice after training; then twice in the mode that measuring needs.",
  goals = {
    {label = "the coach names it: G0203", when = named "G0203"},
    {label = "two equal measurements, in evaluation mode", when = function(s)
      if field(s.w.noisy, "training") ~= false then return false end
      local all = answered(s)
      local a, b = all[#all - 1], all[#all]
      return type(a) == "number" and a == b and a > 0
    end},
  },
  hints = {"Arrow-up brings a line back. Do both measurements agree?",
    "What the coach has found has a fix line. Which word is missing?"},
  solution = {"h = fit(noisy, train, {lr=0.01, epochs=10})",
    "crit(noisy(val.x), val.y):item()", "crit(noisy(val.x), val.y):item()", "noisy:eval()",
    "crit(noisy(val.x), val.y):item()",
    "crit(noisy(val.x), val.y):item()"},
  mistakes = {
    {tag = "mode-set-by-evaluate", when = function(s) return s:count("evaluate") > 0 end,
      say = "evaluate and accuracy set the mode themselves. Here it is about doing without them.",
      example = "evaluate(noisy, val)"},
    {tag = "not-trained", when = function(s) return #s.chunks > 0 and not s.last end,
      say = "It has not been trained yet: fit comes first, as in the text.",
      example = "crit(noisy(val.x), val.y):item()"},
    {tag = "no-eval", when = function(s) return field(s.w.noisy, "training") == true end,
      say = "It is still in training mode, and half of what you see is chance.",
      example = "h = fit(noisy, train, {lr=0.01, epochs=10})\ncrit(noisy(val.x), val.y):item()"},
  },
  after = [[
    The other way round hurts as much: to train on after noisy:eval() is to train without dropout.
    The coach calls that G0204.]],
  slide = {says = "Forget to toggle train/eval mode for the network.",
    fact = [[Both directions. No error is raised; a number that changes from call to call gives it
      away, or a dropout that never did anything.]]},
}

-- -----------------------------------------------------------------------------------------------

local function is_large(ds) return is_dataset(ds) and ds.x:abs():max():item() > 1000 end

steps[#steps + 1] = {
  kind = "task", id = "normalise", title = "Metres and millimetres", rows = {74},
  setup = {"train", "val", "raw", "raw_val", "watched"},
  text = [[
    `raw` and `raw_val` are the moons with one feature in another unit: times 1000, plus 5000.

      h = fit(mlp(2,32,32,1), raw, {val=raw_val,
        lr=0.01, epochs=30})
      norm = data.Standardizer(raw)

    norm(raw) are its rows with mean 0 and deviation 1, norm(raw_val) those of raw_val.]],
  task = "Train on the raw numbers, then on normalised ones.",
  goals = {
    {label = "the coach names it: G0101", when = named "G0101"},
    {label = "after normalising: more than 0.9 of the new rows right", when = function(s)
      local best = best_accuracy(s, function(run) return not is_large(run.train) end)
      if best == 0 then return false end
      return above(best, 0.9)
    end, unless = "Normalised, the best has {x} right."},
  },
  hints = {"Both lines of fit are alike but for the data, in two places.",
    "New rows have to be measured with the same ruler: norm was made from the training rows."},
  solution = {
    "h = fit(mlp(2,32,32,1), raw, {val=raw_val, lr=0.01, epochs=30})",
    "norm = data.Standardizer(raw)",
    "h = fit(mlp(2,32,32,1), norm(raw), {val=norm(raw_val), lr=0.01, epochs=30})"},
  mistakes = {
    {tag = "val-not-normalised", when = function(s)
      return s.last and not is_large(s.last.train) and is_large(s.last.val)
    end, say = "The network has learned small numbers and is asked about large ones.",
      example = "norm = data.Standardizer(raw)\n"
        .. "h = fit(mlp(2,32,32,1), norm(raw), {val=raw_val, lr=0.01, epochs=30})"},
    {tag = "not-normalised", when = function(s) return s.last and is_large(s.last.train) end,
      say = "A coin would do as well. The coach says why; norm(…) is the cure.",
      example = "h = fit(mlp(2,32,32,1), raw, {val=raw_val, lr=0.01, epochs=60})"},
  },
  slide = {says = "Forget to normalize data.",
    fact = [[With the mean and deviation of the *training* rows, for all parts. A part normalised
      by its own numbers loses what tells it apart.]]},
}

-- -----------------------------------------------------------------------------------------------

-- The share that the dropout of the latest trained network drops, or nil.
local function dropped(run)
  local share
  for _, layer in ipairs(is_run(run) and field(run.model, "children") and run.model:children()
    or {}) do
    share = field(layer, "drop") or share
  end
  return share
end

steps[#steps + 1] = {
  kind = "task", id = "dropout", title = "Which 0.8?", rows = {75},
  setup = {"train", "val", "watched"},
  text = [[
    "Present with probability p = 0.8", says a slide, and somebody types:

      net = nn.Sequential{nn.Linear(2,64), nn.ReLU(),
        nn.Dropout(0.8), nn.Linear(64,1)}]],
  task = "Train that for 5 epochs with fit, read the coach, then train what was meant.",
  goals = {
    {label = "the coach names it: G0306", when = named "G0306"},
    {label = "a trained network that keeps 0.8", when = function(s)
      return s:run_with(function(run) return near(dropped(run) or -1, 0.2, {abs = 1e-6}) end) ~= nil
    end},
  },
  hints = {"fit(net, train, {epochs=5}) trains it.",
    "A bare number is what is dropped. Which word, in braces, says that it is kept?"},
  solution = {
    "net = nn.Sequential{nn.Linear(2,64), nn.ReLU(), nn.Dropout(0.8), nn.Linear(64,1)}",
    "h = fit(net, train, {val=val, epochs=5})", "coach.findings",
    "net = nn.Sequential{nn.Linear(2,64), nn.ReLU(), nn.Dropout{keep=0.8}, nn.Linear(64,1)}",
    "h = fit(net, train, {val=val, epochs=5})"},
  mistakes = {
    {tag = "keep-as-drop", when = function(s) return near(dropped(s.last) or -1, 0.8) end,
      say = "This one silences four of five. That is the mistake; now what was meant.",
      example = "net = nn.Sequential{nn.Linear(2,64), nn.ReLU(), nn.Dropout(0.8), "
        .. "nn.Linear(64,1)}\nh = fit(net, train, {val=val, epochs=5})"},
    {tag = "not-trained", when = function(s) return #s.chunks > 0 and not s.last end,
      say = "It has not been trained yet: the coach looks at what learns.",
      example = "net = nn.Sequential{nn.Linear(2,64), nn.ReLU(), nn.Dropout(0.8), "
        .. "nn.Linear(64,1)}"},
  },
  slide = {says = "Forget to set dropout probability.",
    fact = [[Forgotten, it is one half. Worse is the wrong one of the two probabilities, as it runs
      without complaint: write keep= or drop=.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "softmax", title = "A floor", rows = {77},
  setup = {"arms", "doubled", "watched"},
  text = [[
    Three spirals. CrossEntropyLoss applies softmax itself; `doubled` ends in one as well: its
    scores are squeezed into 0 to 1 before the loss squeezes them again.]],
  ask = "150 epochs are plenty. How low does its training loss get?",
  run = {"h = fit(doubled, arms, {loss=nn.CrossEntropyLoss(), lr=0.01, epochs=150})",
    "math.min(table.unpack(h.train_loss))"},
  answer = {kind = "number", low = 0, high = 2, close = 0.08, example = 0.56,
    truth = function(s) return is_run(s.last) and last_number(s) or nil end,
    say = {below = "Quite sure, it offers 1, 0, 0. For scores that is not sure at all."}},
  numbers = function(s) return {acc = is_run(s.last) and last(s.last.train_accuracy) or 0} end,
  after = [[
    Above 0.551 it is stuck. Yet {acc} are right: accuracy does not give it away; coach.findings
    does.]],
  slide = {says = "Passed softmax outputs to a loss function that expects raw logits.",
    fact = [[So it is. The floor is ln((e + K - 1) / e) for K classes: a loss that stops at 0.55
      or, for ten classes, at 1.46.]]},
  recall = {
    ask = "Three classes, accuracy fine, and the loss stops at 0.55. What do you suspect?",
    answer = {kind = "choice", truth = "b", options = {{"a learning rate too small"},
      {"softmax applied twice", tag = "softmax-twice"}, {"overfitting"}}},
    after = "0.551 = ln((e + 2) / e): two softmaxes cannot get below it.",
  },
}

-- -----------------------------------------------------------------------------------------------

local function loss_name(run)
  return is_run(run) and tostring(run.config.loss or "") or ""
end

-- BCELoss takes probabilities: the network has to end in a sigmoid.
local function fits_its_loss(run)
  local wants_probabilities = loss_name(run):find("BCELoss", 1, true) ~= nil
  return not wants_probabilities or tostring(run.model):find("Sigmoid", 1, true) ~= nil
end

steps[#steps + 1] = {
  kind = "task", id = "sigmoid", title = "No probability", rows = {78},
  setup = {"train", "val", "watched"},
  text = [[
    BCELoss takes the logarithm of a probability. A network that ends in a Linear layer gives any
    number:

      h = fit(mlp(2,32,32,1), train, {val=val,
        loss=nn.BCELoss(), lr=0.01, epochs=30})]],
  task = "Train it so, read the coach, then put it right.",
  goals = {
    {label = "the coach names it: G0302", when = named "G0302"},
    {label = "more than 0.9 of `val` right, with a loss that fits", when = function(s)
      local best = best_accuracy(s, function(run)
        return run.train == s.w.train and fits_its_loss(run)
      end)
      if best == 0 then return false end
      return above(best, 0.9)
    end, unless = "The best so far has {x} right."},
  },
  hints = {"There are two ways: a network that gives probabilities, or a loss that takes scores.",
    "The coach's fix line names the loss. Left out, fit takes one that fits the data."},
  solution = {
    "h = fit(mlp(2,32,32,1), train, {val=val, loss=nn.BCELoss(), lr=0.01, epochs=30})",
    "coach.findings",
    "h = fit(mlp(2,32,32,1), train, {val=val, loss=nn.BCEWithLogitsLoss(), lr=0.01, epochs=30})"},
  mistakes = {
    {tag = "no-sigmoid", when = function(s)
      return s.last and not fits_its_loss(s.last)
    end, say = "Below 0 there is no logarithm, and it gives such outputs. More epochs do not help.",
      example = "h = fit(mlp(2,32,32,1), train, {val=val, loss=nn.BCELoss(), lr=0.01, "
        .. "epochs=60})"},
    {tag = "right-at-once", when = function(s) return s.last ~= nil end,
      say = "That is the right way. For once take BCELoss, and read the coach.",
      example = "h = fit(mlp(2,32,32,1), train, {val=val, lr=0.01, epochs=30})"},
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "labels", title = "Several at once", rows = {78},
  setup = {"tags", "new_tags", "four", "watched"},
  text = [[
    Each row of `tags` has four questions, and any number of them may be a yes. four(kind) trains a
    network that ends in that activation, and says for which share of new rows all four answers
    are right.]],
  ask = "Which end is the better one?",
  run = {'four("sigmoid")', 'four("softmax")'},
  answer = {kind = "choice", example = "a", truth = function(s)
      local all = answered(s)
      local first, second = all[#all - 1], all[#all]
      if type(first) ~= "number" or type(second) ~= "number" then return nil end
      return first > second and "a" or "b"
    end,
    options = {
      {"sigmoid: four numbers, each from 0 to 1"},
      {"softmax: four numbers that sum up to 1", tag = "softmax-for-multi-label",
        say = "A row with three times yes would need 3 in all. Softmax has 1 to give away."},
    }},
  slide = {says = "Forget to use sigmoid for binary and softmax for multi-label classification.",
    fact = [[It should read multi-*class*: one of several, exactly one right. For multi-label,
      several yes-or-no questions, it is the sigmoid again.]]},
  recall = {
    ask = "A photo may show a cat, a dog, both or none. Which end does the network get?",
    answer = {kind = "choice", truth = "a", options = {{"a sigmoid for each animal"},
      {"a softmax over the animals", tag = "softmax-for-multi-label"}}},
    after = "Softmax lets exactly one win; here both or none may.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "test-set", title = "The best of many", rows = {73},
  text = [[
    500 networks that have learned nothing guess about 50 test rows, whose answers are coin flips:
    nobody can know them. Somebody keeps the one that is best on these rows. Then it is tried on
    5,000 fresh rows.]],
  ask = "What share of the 50 does the chosen one have right?",
  run = "r = mistake(\"test_tuning\")",
  answer = {kind = "number", low = 0, high = 1, close = 0.07, example = 0.7,
    truth = function(s)
      local r = s.w.r
      return type(r) == "table" and field(r, "wrong") and r.wrong.accuracy or nil
    end,
    say = {below = "One guesser has half. The *best* of 500 had luck, and you chose the luck."}},
  numbers = function(s)
    local r = s.w.r
    local is_there = type(r) == "table" and field(r, "right")
    return is_there and {fresh = r.right.accuracy, chosen = r.wrong.accuracy} or {}
  end,
  after = [[
    {chosen} on the rows it was chosen by, {fresh} on fresh ones. Each look at the test set that
    decides something uses it up a little: choose by `val`, and look at `test` once.]],
  slide = {says = "Use test data set for hyperparameter tuning!",
    fact = [[Listed as a mistake, in spite of its exclamation mark. How much it flatters grows with
      the number of tries and shrinks with the number of test rows.]]},
}

-- -----------------------------------------------------------------------------------------------

-- Different learning rates among the runs that were measured on `val`.
local function rates_by_val(s)
  return different(s.runs, function(run)
    return run.val ~= nil and run.val == s.w.val and run.lr[1]
  end)
end

steps[#steps + 1] = {
  kind = "task", id = "tuning", title = "Which part may choose?", rows = {73},
  setup = {"train", "val", "test", "watched"},
  text = [[
    Which learning rate is better? Somebody trains twice and asks `test` each time:

      h = fit(mlp(2,16,1), train, {lr=0.01, epochs=5})
      accuracy(h.model, test)]],
  task = "Compare two rates like that, and read the coach. Then compare two by `val`.",
  goals = {
    {label = "the coach names it: G0605", when = named "G0605"},
    {label = "two rates, each with val=val in the braces", when = function(s)
      return rates_by_val(s) >= 2
    end},
  },
  hints = {"Four lines: train, measure, train with another rate, measure.",
    "With val=val, fit itself says the accuracy on new rows at the end of its line."},
  solution = {
    "h = fit(mlp(2,16,1), train, {lr=0.01, epochs=5})", "accuracy(h.model, test)",
    "h = fit(mlp(2,16,1), train, {lr=0.03, epochs=5})", "accuracy(h.model, test)",
    "h = fit(mlp(2,16,1), train, {val=val, lr=0.01, epochs=5})",
    "h = fit(mlp(2,16,1), train, {val=val, lr=0.03, epochs=5})"},
  mistakes = {
    {tag = "test-tuning", when = function(s) return named "G0605"() and rates_by_val(s) < 2 end,
      say = "That was the mistake. Now let `val` decide: it is what it is there for.",
      example = "h = fit(mlp(2,16,1), train, {lr=0.01, epochs=5})\naccuracy(h.model, test)\n"
        .. "h = fit(mlp(2,16,1), train, {lr=0.03, epochs=5})\naccuracy(h.model, test)"},
    {tag = "right-at-once", when = function(s) return rates_by_val(s) >= 2 end,
      say = "That is the right way. For once do the other, and see what the coach says.",
      example = "h = fit(mlp(2,16,1), train, {val=val, lr=0.01, epochs=5})\n"
        .. "h = fit(mlp(2,16,1), train, {val=val, lr=0.03, epochs=5})"},
  },
  after = "One look at `test` at the very end, at the network that `val` has chosen: that counts.",
}

-- -----------------------------------------------------------------------------------------------

-- A mystery of this seed that the student has solved, within three guesses.
local function solved(seed)
  return function(s)
    local m = s.w.m
    if field(m, "seed") ~= seed or field(m, "solved") ~= true then return false end
    return m.guesses <= 3
  end
end

local function of_mystery(s)
  local m = s.w.m
  if not field(m, "experiments") then return {} end
  return {looks = m.experiments, guesses = m.guesses}
end

-- A step for each mystery.
local function add_mystery(number, seed, spec)
  steps[#steps + 1] = {
    kind = "task", id = "mystery-" .. number, title = spec.title, rows = spec.rows, class = true,
    setup = {"watched"}, text = spec.text, numbers = of_mystery,
    task = ("Look, and name the cause: m = mystery(%d), then m."):format(seed),
    goals = {{label = "named, with three guesses at most", when = solved(seed)}},
    hints = spec.hints, solution = spec.solution, mistakes = {
      {tag = "guessing", when = function(s)
        return field(s.w.m, "seed") == seed and (s.w.m.guesses or 0) > 3
      end, say = "That was guessing. m = mystery(…) begins anew; look first, guess then.",
        example = spec.guessing},
      {tag = "not-guessed", when = function(s)
        return field(s.w.m, "seed") == seed and s.w.m.experiments > 0 and not s.w.m.solved
      end, say = "You have looked. Which cause would make just that number odd?",
        example = ("m = mystery(%d)\nm:run()"):format(seed)},
    },
    after = "Looks: {looks}, guesses: {guesses}. " .. spec.after,
  }
end

local wrong_guesses = 'm = mystery(%d)\nm:guess "no_activation"\nm:guess "nothing"\n'
  .. 'm:guess "%s"\nm:guess "%s"\nm:guess "%s"'

add_mystery(1, 7, {title = "A mystery", rows = {},
  text = [[
    Now mixed. mystery(7) hides one cause in a program that trains, or none. Each look at it is
    counted: m:run() trains it, m:gradients(), m:inputs() and others measure; m alone lists them.
    m:guess "CAUSE" names it.]],
  hints = {"Train it first. Does the loss fall? How far, compared with where it began?",
    "It hardly moves. Does a signal come back to the weights, and how far does a step take them?"},
  solution = {"m = mystery(7)", "m:run()", "m:gradients()", 'm:guess "rate_too_small"'},
  guessing = wrong_guesses:format(7, "no_eval", "keep_as_drop", "rate_too_small"),
  after = "Fewest: one, m:gradients(). m:run{lr=0.1} would have told as well."})

add_mystery(2, 8, {title = "One that hides well", rows = {77},
  text = "mystery(8) answers nine of ten points right. Is all well with it?",
  hints = {"Accuracy looks good. What about its loss, for a program that has so many right?",
    "A loss that stops at a floor: what does it receive?"},
  solution = {"m = mystery(8)", "m:run()", "m:outputs()", 'm:guess "softmax_twice"'},
  guessing = wrong_guesses:format(8, "no_eval", "keep_as_drop", "softmax_twice"),
  after = "Fewest: one, m:outputs(). A reader of m:run() may have known it by the floor."})

add_mystery(3, 4, {title = "The last one", rows = {},
  text = "mystery(4): half of the points right, and a loss that does fall, but not far.",
  hints = {"Too weak, or asked too little? Rule out the data, then look into the network.",
    "Sixty-four neurons in each layer. How many *different* ones? You know who counts them."},
  solution = {"m = mystery(4)", "m:run()", "m:health()", 'm:guess "equal_weights"'},
  guessing = wrong_guesses:format(4, "no_eval", "keep_as_drop", "equal_weights"),
  after = "Fewest: one, m:health(). Begin with the look that rules out most."})

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    mystery(11), mystery(12), … hide others; ten in a row hide each cause once, and one of them
    hides nothing. How few looks do you need, on average? Or break a program of yours, and see
    whether the coach finds it.]],
  ask = "What was hidden, and which look gave it away? One sentence with a number in it.",
  example = "In number 12 the gradients grew tenfold within 40 steps: they were never cleared.",
}

return {
  title = "Common mistakes", minutes = 25, rows = {72, 73, 74, 75, 76, 77, 78},
  needs = {"training", "dropout", "initialization"}, seed = 1, class = true,
  intro = [[
    Programs that train wrongly raise no error. Make each mistake of the lecture's list once, on
    purpose, and see how it looks; then find some that are hidden.]],
  next = "To read: ?mystery, ?mistake and ?coach. To try: explain \"G0201\", and mystery(13).",
  world = world,
  steps = steps,
}
