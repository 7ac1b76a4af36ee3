-- The lesson `label-smoothing`: row 35 and a piece of row 77 of the lecture.
--
-- The smoothed target, its floor and its best logits by hand; then two networks on three heaps with
-- one label in five wrong. Measured on 20 draws: cross-entropy on clean new points lower by 1.5 or
-- more with smoothing, calibration error lower by 0.11 or more, share right lower by 0.002 to
-- 0.085; spread of the logits 23 to 30 without and 3.3 to 3.5 with it.

local FLOOR = 0.29114 -- entropy of (0.9333, 0.0333, 0.0333)

-- Three heaps in ten dimensions, every fifth label moved on to the next class.
local function heaps_with_mistakes(_, n)
  local ds = data.blobs{n = 150, classes = 3, features = 10, std = 2.5, seed = n}
  local labels = ds.y:tolist()
  for i = 1, #labels, 5 do ds.y[i] = labels[i] % 3 + 1 end
  return ds
end

local function clean_heaps(_, n)
  return data.blobs{n = 1000, classes = 3, features = 10, std = 2.5, seed = n + 1000}
end

local function train(smoothing)
  return function(w)
    return fit(mlp(10, 64, 64, 3), w.train, {lr = 0.01, batch = 50, epochs = 300,
      loss = nn.CrossEntropyLoss{label_smoothing = smoothing}, verbose = false})
  end
end

local function is_long(run) return is_run(run, 300) and parameter_count(run.model) == 5059 end

local world = {
  train = {make = heaps_with_mistakes, ok = function(value) return is_dataset(value, 150) end},
  test = {make = clean_heaps, ok = function(value) return is_dataset(value, 1000) end},
  crit = {make = function() return nn.CrossEntropyLoss{label_smoothing = 0.1} end,
    ok = function(value)
      local ok, smoothing = pcall(function() return value.label_smoothing end)
      return ok and smoothing == 0.1
    end},
  q = {make = function() return data.one_hot(tensor{2}, 3) * 0.9 + 0.1 / 3 end,
    ok = function(value)
      local list = numbers_in(value)
      return list and #list == 3 and near(list[2], 0.9333, {abs = 0.001})
    end},
  plain = {make = train(0), ok = is_long},
  smooth = {make = train(0.1), ok = is_long},
}

local function compare(s)
  local numbers = {}
  for _, name in ipairs{"plain", "smooth"} do
    local run = s.w[name]
    if is_long(run) and is_dataset(s.w.test, 1000) then
      local r = evaluate(run.model, s.w.test, {loss = nn.CrossEntropyLoss()})
      numbers["acc_" .. name], numbers["conf_" .. name] = r.accuracy, r.confidence
      numbers["loss_" .. name], numbers["ece_" .. name] = r.loss, r.ece
    end
  end
  return numbers
end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "A mistake made with p = 0.4 costs 0.92. What does one cost that is made with p = 0.0001?",
  answer = {kind = "number", low = 0.1, high = 1000, scale = "log", close = 1.3, example = 9.2,
    truth = function() return -math.log(0.0001) end},
  after = "Ten times as much. Being sure is dear, when labels are wrong. Can it be discouraged?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "target", title = "A softer target", rows = {35},
  text = [[
    Three classes, and the label says 2: the target is (0, 1, 0). Label smoothing of 0.1 takes a
    tenth of it away, and hands that out to all three classes in equal parts.]],
  ask = "What is left for class 2?",
  run = {"hard = data.one_hot(tensor{2}, 3)", "q = hard*0.9 + 0.1/3", "q"},
  answer = {kind = "number", low = 0, high = 1, close = 0.01, example = 0.93,
    truth = function(s)
      local list = numbers_in(s.w.q)
      return list and list[2] or nil
    end,
    say = {below = "0.9 is kept, and class 2 is one of the three that share the tenth."}},
  after = [[
    0.9 + 0.1/3. (Some libraries hand the tenth out to the two wrong classes only: 0.9 is left then.
    Here it is as in PyTorch and the first paper.)]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "floor", class = true,
    title = "The lowest loss there is", rows = {35}, setup = {"q"},
  ask = [[A network answers exactly q: 0.033, 0.933, 0.033. It cannot do better. What is its loss
    against the target q?]],
  run = "-(q * q:log()):sum()",
  answer = {kind = "number", low = 0, high = 2, close = 0.03, example = 0.29,
    truth = function(s) return number_in(last(answered(s))) end,
    say = {below = [[Against a target of 0 and 1 it could be 0. Against a soft one even the best
      answer costs something.]]}},
  after = [[
    0.29 is the floor for three classes and 0.1. A loss that does not fall below it is no sign of
    trouble: there is nothing below.]],
  recall = {
    ask = "Label smoothing 0.1, three classes. Can the loss on `train` come near 0?",
    answer = {kind = "choice", truth = "b", options = {{"yes, with patience",
      tag = "loss-goes-to-zero"}, {"no"}}},
    after = "Its floor is 0.29: the price of a target that is not sure itself.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "logits", title = "Why the loss wants scores", rows = {77},
  text = [[
    A softmax makes shares of scores, and the loss takes their logarithm. nn.CrossEntropyLoss does
    both at once: it wants the raw scores, the logits. Here are two, 0 and 200. In float the share
    of the first is smaller than the smallest number there is.]],
  ask = "The logarithm of the first share, by hand and in one go: what comes out?",
  run = {"scores = tensor{0, 200}", "scores:softmax(1):log()", "scores:log_softmax(1)"},
  answer = {kind = "choice", example = "c", truth = function(s)
      local made = answered(s)
      local hand, whole = numbers_in(made[#made - 1]), numbers_in(last(made))
      if not (hand and whole) then return nil end
      if hand[1] == whole[1] then return "a" end
      return hand[1] == -math.huge and near(whole[1], -200, {abs = 0.1}) and "c" or "b"
    end,
    options = {
      {"the same number twice", tag = "softmax-first",
        say = "The first share became 0 on the way, and 0 has no logarithm."},
      {"0 by hand, -200 in one go", say = "The *share* became 0. Its logarithm did not."},
      {"minus infinity by hand, -200 in one go"},
    }},
  after = [[
    log(softmax) is score - log(sum of exp): nothing there has to become 0. So the loss is handed
    scores, and no softmax stands before it.]],
  recall = {
    ask = "nn.CrossEntropyLoss: does the network end in a softmax before it?",
    answer = {kind = "choice", truth = "b", options = {{"yes, a loss needs shares",
      tag = "softmax-first"}, {"no, it is handed the scores"}}},
    after = "The loss makes the shares itself, and safely.",
  },
}

-- -----------------------------------------------------------------------------------------------

-- Smoothed losses that were shown: numbers at or above the floor.
local function lowest_shown(s)
  local lowest, latest = math.huge, nil
  for _, value in ipairs(answered(s)) do
    local x = number_in(value)
    if x and x > FLOOR - 1e-4 then lowest, latest = math.min(lowest, x), x end
  end
  return lowest, latest
end

-- The middle one of three scores in the last line that called crit, or nil.
local function last_score(s)
  for i = #s.chunks, 1, -1 do
    local score = s.chunks[i].source:match("{{%s*0%s*,%s*(%-?[%d.]+)%s*,%s*0%s*}}")
    if score then return tonumber(score) end
  end
end

steps[#steps + 1] = {
  kind = "task", id = "score", title = "How sure is best?", rows = {35}, setup = {"crit"},
  text = [[
    `crit` is the loss with smoothing 0.1. A network answers with scores; here the right class has
    1, the others 0:

      crit(tensor{{0, 1, 0}}, tensor{2})]],
  task = "Find the score of class 2 that costs least.",
  goals = {{label = "a loss within 0.0005 of the floor", when = function(s)
    local lowest = lowest_shown(s)
    if lowest == math.huge then return false end
    return near(lowest, FLOOR, {abs = 5e-4})
  end, unless = "The lowest so far is {x}."}},
  hints = {"Does it go on falling when the score grows to 10, to 100?",
    "Three scores around the best: the middle one is lower than both others. Halve the distance."},
  solution = {"crit(tensor{{0, 3.3, 0}}, tensor{2})"},
  mistakes = {
    {tag = "surer-is-better", when = function(s)
      local score = last_score(s)
      return score and score > 4
    end, say = "That is too sure: the loss has risen again. Somewhere below lies its lowest point.",
      example = "crit(tensor{{0, 10, 0}}, tensor{2})"},
    {tag = "not-sure-enough", when = function(s)
      local score = last_score(s)
      return score and score < 3
    end, say = "More can be had by being surer than that.",
      example = "crit(tensor{{0, 1, 0}}, tensor{2})"},
  },
  after = [[
    3.33 = ln(0.933/0.033). Without smoothing the best score is infinite, and a network runs after
    it for ever; now there is a place to stop.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "sure", title = "How sure does it become?", rows = {35},
  setup = {"train", "test", "plain"}, numbers = compare,
  text = [[
    `train` has 150 points of three heaps, one label in five wrong. `plain` was trained on it for
    300 epochs without smoothing. On 1000 new points with right labels it gives its answers
    {conf_plain:.2f} on average, and has {acc_plain:.2f} of them right.]],
  ask = "With smoothing 0.1: how sure is it of its answers, on average?",
  run = {"smooth = fit(mlp(10,64,64,3), train, {lr=0.01, batch=50, epochs=300, "
    .. "loss=nn.CrossEntropyLoss{label_smoothing=0.1}})",
    "evaluate(smooth.model, test).confidence"},
  answer = {kind = "number", low = 0, high = 1, close = 0.05, example = 0.76,
    truth = function(s)
      return is_long(s.last) and number_in(last(answered(s))) or nil
    end,
    say = {above = "Sure answers have been made dear, and this network has learned the price."}},
  after = [[
    Nearer to what it gets right. The distance between sure and right is the calibration error, ece:
    {ece_plain:.2f} without smoothing, {ece_smooth:.2f} with it.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "right", title = "Is it right more often?", rows = {35},
  setup = {"train", "test", "plain", "smooth"}, numbers = compare,
  text = [[
    The loss on the new points, measured without smoothing, is {loss_plain:.2f} for `plain` and
    {loss_smooth:.2f} for `smooth`. `plain` has {acc_plain:.3f} of them right.]],
  ask = "What share does `smooth` have right?",
  run = "accuracy(smooth.model, test)",
  answer = {kind = "number", low = 0, high = 1, close = 0.02, example = 0.62,
    truth = function(s) return number_in(last(answered(s))) end,
    say = {above = "A loss so much lower, and not more answers right: less sure, no wiser."}},
  slide = {says = "Label smoothing, among the regularizations.",
    fact = [[Here the loss and the calibration were better in 20 of 20 draws, and the share right
      was lower in 20 of 20. On other points that may turn round: measure what you need.]]},
  recall = {
    ask = "What does label smoothing improve for sure?",
    answer = {kind = "choice", truth = "a", options = {{"how well certainty fits the facts"},
      {"the share of right answers", tag = "smoothing-lifts-accuracy"}}},
    after = "Calibration, where labels are wrong; the share right may go either way.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Another dose, 0.02 or 0.4, or other points: data.spirals{n=300, classes=3, noise=0.2} with
    nn.CrossEntropyLoss{label_smoothing=0.1}. evaluate(h.model, points) tells them all at once.]],
  ask = "What became better, what worse? One sentence with a number in it.",
  example = "With 0.4 the confidence fell to 0.55, far below the 0.62 that were right.",
}

return {
  title = "Label smoothing", minutes = 9, rows = {35, 77}, needs = {"overfitting"}, seed = 1,
  class = true,
  intro = "A label of 1 demands certainty. What happens when the target asks for a little less?",
  next = "To try: smoothing together with early stopping. To read: ?nn.CrossEntropyLoss.",
  world = world,
  steps = steps,
}
