-- The lesson `activations`: rows 36, 48 to 57 of the lecture, and why losses want raw scores (77).
--
-- Circles and a network eight layers deep: without a bend it is a line, with sigmoids its first
-- layer hears nothing, with ReLU it learns. Then neurons that die and come back, Maxout set by
-- hand, and a race that ends level. Measured on 20 draws: sigmoid at depth 8 stays at chance, ReLU
-- above 0.95; 64 neurons born dead stay dead, with slope 0.1 they reach 0.78 and more.

local DEEP = 8 -- layers

-- Eight layers of 32 neurons, with the first weights that suit the activation.
local function deep(act)
  local rule = (act == "sigmoid" or act == "tanh") and "xavier" or "he"
  return mlp(2, 32, 32, 32, 32, 32, 32, 32, 1, {act = act, init = rule})
end

-- How much of the last layer's gradient is left at the first.
local function reach(net, ds)
  local norms = health(net, ds).grad_w
  return norms[1] / norms[#norms]
end

-- A hidden layer that is 0 for every point: its neurons start far below zero.
local function born_dead()
  local net = mlp(2, 64, 1, {init = "he"})
  net[1].bias:fill_(-10)
  return net
end

local function train_spirals(act, seed)
  local train = data.spirals{n = 300, classes = 3, noise = 0.2, seed = seed}
  local val = data.spirals{n = 600, classes = 3, noise = 0.2, seed = seed + 500}
  local run = fit(mlp(2, 32, 32, 3, {act = act}), train, {val = val, lr = 0.01, batch = 30,
    epochs = 60, verbose = false, seed = seed})
  return last(run.val_accuracy)
end

local world = {
  ring = drawn("circles", {n = 400, noise = 0.1}, 100),
  ring_val = drawn("circles", {n = 500, noise = 0.1}, 600),
  train = drawn("moons", {n = 300, noise = 0.15}, 200),
  val = drawn("moons", {n = 500, noise = 0.15}, 700),
  small = drawn("moons", {n = 40, noise = 0.25, flip = 0.1}, 300),
  small_val = drawn("moons", {n = 300, noise = 0.25, flip = 0.1}, 800),
  deep = fixed(deep),
  reach = {make = function(w)
    return function(act) return reach(w.deep(act), w.ring) end
  end, ok = is_function},
  race = {make = function(_, n)
    return function(act) return train_spirals(act, n) end
  end, ok = is_function},
  sums = {always = true, make = function()
    return mlp(2, 32, 32, 32, 1, {act = "none", init = "xavier"})
  end},
  units = {always = true, make = function()
    return nn.Sequential{nn.Maxout(2, 64), nn.Maxout(64, 64), nn.Linear(64, 1)}
  end},
  dead = {always = true, make = born_dead},
}

local function layers_named(model, name)
  return select(2, tostring(model):gsub("nn%." .. name .. "[^%a]", ""))
end

local function accuracy_of(run)
  return is_run(run) and last(run.val_accuracy) or 0
end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "After loss:backward(), what does a weight's gradient say?",
  answer = {kind = "choice", truth = "b", options = {
    {"the value that the weight should have"},
    {"how the loss changes when the weight grows a little"},
    {"how often the weight was used"}}},
  after = "Without a gradient a weight learns nothing. Today some will go without.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "without", title = "Four layers, no bend", rows = {48},
  setup = {"ring", "ring_val", "sums"},
  text = [[
    `ring` holds two circles, one inside the other. `sums` is a network of four layers that leaves
    out what usually stands between them, the bends: weighted sums, and nothing else.]],
  ask = "Which share of `ring_val` will it have right after 100 epochs?",
  run = "h = fit(sums, ring, {val=ring_val, epochs=100})",
  answer = {kind = "number", low = 0, high = 1, close = 0.07, example = 0.5,
    truth = function(s) return is_run(s.last) and accuracy_of(s.last) or nil end,
    say = {above = "Sums of sums are sums: four such layers can draw what one can, a line."}},
  after = [[
    2,000 numbers and more, and the boundary is a straight line: plot.boundary(sums, ring) draws it.
    A line halves two circles.]],
  slide = {says = "The choice of f.",
    fact = "Before the choice comes the need: without f, depth buys nothing at all."},
  recall = {
    ask = "Four linear layers, nothing between them. What can they draw that one cannot?",
    answer = {kind = "choice", truth = "c", options = {{"curves", tag = "depth-alone-bends"},
      {"three lines"}, {"nothing"}}},
    after = "Sums of sums are sums.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "slope", title = "An old bend", rows = {49}, look = true,
  text = [[
    The sigmoid squeezes any number into 0 to 1. Backwards, each gradient is multiplied by its slope
    there.]],
  ask = "How steep is it at its steepest?",
  run = "plot.fn(nn.Sigmoid(), {derivative=true})",
  answer = {kind = "number", low = 0, high = 2, close = 0.03, example = 0.25,
    truth = function(s)
      if s:count("plot") == 0 then return nil end
      local x = tensor(0):requires_grad_()
      x:sigmoid():backward()
      return x.grad:item()
    end,
    say = {above = "It climbs by 1 in all, and takes its time for it."}},
  after = [[
    A quarter in the middle, and next to nothing outside -5 to 5. Each sigmoid on the way back
    leaves at most a quarter of the gradient. Through eight of them?]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "vanish", title = "Eight layers down", rows = {49}, class = true,
  setup = {"ring", "deep"},
  text = [[
    deep("sigmoid") builds a network of eight layers with sigmoids between. health tells how large
    the gradient is at the weights of each layer, before any training.]],
  ask = "What share of the last layer's gradient is left at the first?",
  run = {'g = health(deep("sigmoid"), ring).grad_w', "g[1] / g[8]"},
  answer = {kind = "number", low = 1e-10, high = 1, scale = "log", close = 10, example = 5e-6,
    truth = function(s) return last_number(s) end,
    say = {above = "A quarter at best, seven times over, and the weights shrink it as well.",
      below = "Little, but not that little: the number has about five zeros."}},
  after = [[
    For each 1 that the last layer hears, the first hears this: it learns as good as nothing. The
    name for it is *vanishing gradient*. No sigmoid need be at its flat ends for that; a quarter per
    layer is enough.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "reach", title = "Others", rows = {50, 51}, look = true,
  setup = {"ring", "deep", "reach"},
  text = [[
    tanh runs from -1 to 1 and is as steep as 1 in its middle. ReLU is x where x is above 0, and 0
    elsewhere. reach(act) says, for such a network of eight layers, what share of the last layer's
    gradient is left at the first.]],
  ask = "Put the three in order, the smallest share first.",
  run = {'shares = {reach("sigmoid"), reach("tanh"), reach("relu")}', "shares"},
  answer = {kind = "order", example = "acb",
    items = {{"sigmoid"}, {"tanh"}, {"ReLU"}},
    truth = function(s)
      local shares = s.w.shares
      return type(shares) == "table" and type(shares[3]) == "number" and shares or {}
    end,
    say = {close = "ReLU passes half of what arrives, tanh nearly all: both are fine.",
      far = "A slope of 1, even for half of the neurons, is another world than a quarter."}},
  after = "Sigmoid lies orders of magnitude below. Between the other two little is to choose.",
  slide = {says = "Try out tanh, but don't expect much!",
    fact = [[Its gradient arrives, also eight layers down; on such problems it is a few points
      behind ReLU, not useless.]]},
}

-- -----------------------------------------------------------------------------------------------

local function is_deep(run) return is_run(run) and parameter_count(run.model) > 6000 end

local function deep_run(s, name, test)
  return s:run_with(function(run)
    return is_deep(run) and layers_named(run.model, name) >= DEEP - 1 and test(accuracy_of(run))
  end) ~= nil
end

steps[#steps + 1] = {
  kind = "task", id = "train", title = "Eight layers, trained", rows = {51, 57}, class = true,
  setup = {"ring", "ring_val", "deep"},
  text = [[
    Now train them. deep takes the name of an activation: "sigmoid", "tanh", "relu", …

      h = fit(deep("sigmoid"), ring, {val=ring_val,
        optimizer="sgd", lr=0.1, batch=50, epochs=60})]],
  task = "Train the deep network with sigmoids, then with another activation that learns it.",
  goals = {
    {label = "with sigmoids: fewer than 0.6 right", when = function(s)
      return deep_run(s, "Sigmoid", function(x) return x > 0 and x < 0.6 end)
    end},
    {label = "eight layers with more than 0.95 right", when = function(s)
      local best = largest(s.runs, function(run) return is_deep(run) and accuracy_of(run) end)
      if best == 0 then return false end
      return above(best, 0.95)
    end, unless = "The best so far has {x} right."},
  },
  hints = {"The line of the text is the first goal. Arrow-up brings it back; one word changes.",
    "Of which activation did the last step say that its slope is 1?"},
  solution = {
    'h = fit(deep("sigmoid"), ring, {val=ring_val, optimizer="sgd", lr=0.1, batch=50, epochs=60})',
    'h = fit(deep("relu"), ring, {val=ring_val, optimizer="sgd", lr=0.1, batch=50, epochs=60})'},
  mistakes = {
    {tag = "no-val", when = function(s) return s.last and #s.last.val_loss == 0 end,
      say = "Nobody measured that run on new points: val=ring_val was missing.",
      example = 'h = fit(deep("relu"), ring, {optimizer="sgd", lr=0.1, batch=50, epochs=60})'},
    {tag = "shallow", when = function(s) return s.last and not is_deep(s.last) end,
      say = "That one is not deep. deep(…) makes the eight layers.",
      example = 'h = fit(mlp(2,32,1), ring, {val=ring_val, epochs=60})'},
    {tag = "more-epochs-always-better", when = function(s)
      return s.last and s.last.total_epochs > 60 and accuracy_of(s.last) < 0.6
    end, say = "Its first layers hear nothing, however long they listen. Change the bend.",
      example = 'h = fit(deep("sigmoid"), ring, {val=ring_val, optimizer="sgd", lr=0.1, '
        .. 'batch=50, epochs=200})'},
  },
  slide = {says = "Don't use sigmoid, unless you've time to spare.",
    fact = [[Not between layers: here it failed in 20 of 20 draws. At the *end* of a network for a
      yes-or-no question it is right: it makes a probability of a score.]]},
}

-- -----------------------------------------------------------------------------------------------

-- The largest share of dead neurons in a layer, of what health has said.
local function dead_shares(s)
  local out = {}
  for _, value in ipairs(made(s)) do
    local dead = type(value) == "table" and (field(value, "dead") or value)
    local most
    for _, x in ipairs(type(dead) == "table" and dead or {}) do
      if type(x) == "number" and x <= 1 then most = math.max(most or 0, x) end
    end
    out[#out + 1] = most
  end
  return out
end

steps[#steps + 1] = {
  kind = "task", id = "meter", title = "The meter of the dead", rows = {55}, class = true,
  setup = {"train", "val"},
  text = [[
    A ReLU that is 0 for every point gets no gradient and stays so: it is dead. health counts them,
    as shares of each layer:

      h = fit(mlp(2,64,64,1), train, {val=val,
        optimizer="sgd", lr=0.3, batch=30, epochs=40})
      health(h.model, train).dead]],
  task = "Train with a small and with a much larger rate, and count the dead each time.",
  goals = {
    {label = "a network with less than a quarter of each layer dead", when = function(s)
      for _, share in ipairs(dead_shares(s)) do
        if share < 0.25 then return true end
      end
      return false
    end},
    {label = "one with more than half of a layer dead", when = function(s)
      local most = 0
      for _, share in ipairs(dead_shares(s)) do most = math.max(most, share) end
      if most == 0 then return false end
      return above(most, 0.5)
    end, unless = "Most so far: {x} of a layer."},
  },
  hints = {"Type the lines of the text; then once more with another rate.",
    "A large step throws a neuron so far that no point reaches it any more. Try factors of 3."},
  solution = {
    'h = fit(mlp(2,64,64,1), train, {val=val, optimizer="sgd", lr=0.3, batch=30, epochs=40})',
    "health(h.model, train).dead",
    'h = fit(mlp(2,64,64,1), train, {val=val, optimizer="sgd", lr=10, batch=30, epochs=40})',
    "health(h.model, train).dead"},
  mistakes = {
    {tag = "not-counted", when = function(s) return s.last and #dead_shares(s) == 0 end,
      say = "Trained; nobody has counted yet. health(h.model, train).dead does.",
      example = 'h = fit(mlp(2,64,64,1), train, {val=val, optimizer="sgd", lr=0.3, batch=30})'},
    {tag = "small-rate", when = function(s) return s.last and last(s.last.lr) < 1 end,
      say = "At such a rate nearly all live. Be bolder.",
      example = 'h = fit(mlp(2,64,64,1), train, {val=val, optimizer="sgd", lr=0.1, batch=30})\n'
        .. "health(h.model, train).dead"},
  },
  after = "Look at the share right as well: with a third dead it is often as good as before.",
  slide = {says = "Use ReLU. Be careful with your learning rates.",
    fact = [[A large rate kills neurons; a few dead ones do no harm. Networks fail when most of a
      layer is gone.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "dead", title = "Born dead", rows = {55}, setup = {"train", "val", "dead"},
  text = [[
    `dead` has 64 hidden ReLUs that start far below zero: 0 for every point. It is trained for 60
    epochs.]],
  ask = "What share of `val` does it have right then?",
  run = 'h = fit(dead, train, {val=val, optimizer="sgd", lr=0.3, batch=30, epochs=60})',
  answer = {kind = "number", low = 0, high = 1, close = 0.05, example = 0.5,
    truth = function(s) return is_run(s.last) and accuracy_of(s.last) or nil end,
    say = {above = "No gradient goes through a ReLU at 0: nothing can wake it."}},
  after = "It knows what is more frequent, and nothing else. Not slow: never.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "revive", title = "Bring them back", rows = {52},
  setup = {"train", "val", "dead"},
  text = [[
    Layers can be swapped in place, and the weights stay: this puts a tanh where the ReLU was.

      dead[2] = nn.Tanh()

    The slide offers Leaky ReLU, max(0.1 x, x): below zero it is flat, but not quite.]],
  task = "Make `dead` learn by its activation alone, and train it for 60 epochs as before.",
  goals = {{label = "the network `dead`, trained, with more than 0.75 of `val` right",
    when = function(s)
      local best = largest(s.runs, function(run)
        return run.model == s.w.dead and accuracy_of(run)
      end)
      if best == 0 then return false end
      return above(best, 0.75)
    end, unless = "The best so far has {x} right."}},
  hints = {"?nn.LeakyReLU is its page. The swap looks as in the text, with another name.",
    "Which slope? Try the one of the slide. Arrow-up brings the line with fit back.",
    "Was it trained on after other attempts? :reset makes `dead` anew."},
  solution = {"dead[2] = nn.LeakyReLU(0.1)",
    'h = fit(dead, train, {val=val, optimizer="sgd", lr=0.3, batch=30, epochs=60})'},
  mistakes = {
    {tag = "flat-as-well", when = function(s)
      return s.last and layers_named(s.last.model, "Tanh") > 0
    end, say = "tanh is as flat out there as ReLU is: no slope, no gradient.",
      example = "dead[2] = nn.Tanh()\n"
        .. 'h = fit(dead, train, {val=val, optimizer="sgd", lr=0.3, batch=30, epochs=60})'},
    {tag = "still-relu", when = function(s)
      return s.last and layers_named(s.last.model, "ReLU") > 0
    end, say = "The ReLU is still in its place. print(dead) shows the layers with their numbers.",
      example = 'h = fit(dead, train, {val=val, optimizer="sgd", lr=0.3, batch=30, epochs=60})'},
  },
  after = [[
    Down there it is a *linear* network, and as good as a line can be on the moons. Try a slope of
    0.01 on a fresh one (:reset): ten times less gradient, and you see it.]],
  slide = {says = "Leaky ReLU: max(0.1 x, x).",
    fact = [[0.1 is what this lecture takes. PyTorch's default is 0.01, others have 0.3: say the
      number. As a maximum it is right only for slopes below 1.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "elu", title = "A soft floor", rows = {54}, look = true,
  text = "ELU is x above zero, and e^x - 1 below it.",
  ask = "What does it make of -100?",
  run = "e = nn.ELU()(tensor(-100)) plot.fn(nn.ELU(), -5, 3)",
  answer = {kind = "number", low = -100, high = 0, close = 0.1, example = -1,
    truth = function(s)
      local x = number_in(s.w.e)
      return x and math.floor(1e4 * x + 0.5) / 1e4
    end,
    say = {below = "e^-100 is nearly nothing; take 1 off.",
      above = "That would be ReLU. ELU goes below zero, down to a floor."}},
  after = "-1, its floor. Near zero it has a slope where ReLU has none.",
}

-- -----------------------------------------------------------------------------------------------

-- Does the unit of this name answer with these numbers at -3, 0 and 2?
local function draws(value, wanted)
  local ok, out = pcall(function() return numbers_in(value(tensor{{-3}, {0}, {2}})) end)
  if not ok or not out or #out ~= 3 then return false end
  for i, x in ipairs(wanted) do
    if not near(out[i], x, {abs = 1e-3}) then return false end
  end
  return true
end

steps[#steps + 1] = {
  kind = "task", id = "maxout", title = "A bend that is learned", rows = {53},
  text = [[
    A Maxout unit has several straight lines and takes the largest: max(w1 x + b1, w2 x + b2). Its
    numbers can be set by hand, here to slopes 2 and 0.5:

      u = nn.Maxout(1, 1)
      u.weight:copy_(tensor{{2}, {0.5}}) u.bias:zero_()]],
  task = "Set one, u, so that it draws |x|, and another, v, so that it is a ReLU.",
  goals = {
    {label = "u draws |x|: 3 at -3, 2 at 2", when = function(s)
      return draws(s.w.u, {3, 0, 2})
    end},
    {label = "v is a ReLU: 0 at -3, 2 at 2", when = function(s)
      return draws(s.w.v, {0, 0, 2})
    end},
  },
  hints = {"|x| consists of two half lines. Which slopes do they have? plot.fn(u) draws yours.",
    "A ReLU is a maximum, too: max(x, 0). What is the slope of 0?"},
  solution = {"u = nn.Maxout(1, 1)", "u.weight:copy_(tensor{{1}, {-1}}) u.bias:zero_()",
    "v = nn.Maxout(1, 1)", "v.weight:copy_(tensor{{1}, {0}}) v.bias:zero_()"},
  mistakes = {
    {tag = "bias-left", when = function(s)
      local unit = s.w.u or s.w.v
      local bias = numbers_in(field(unit, "bias"))
      return bias ~= nil and (bias[1] ~= 0 or bias[2] ~= 0)
    end, say = "Its biases are still by chance, and shift the lines: bias:zero_() clears them.",
      example = "u = nn.Maxout(1, 1)\nu.weight:copy_(tensor{{1}, {-1}})"},
    {tag = "wrong-slopes", when = function(s) return field(s.w.u, "bias") ~= nil end,
      say = "Lines they are, but not these yet. Left of zero |x| falls, right of it it climbs.",
      example = "u = nn.Maxout(1, 1)\nu.weight:copy_(tensor{{2}, {0.5}}) u.bias:zero_()"},
  },
  after = [[
    ReLU, Leaky ReLU and |x| are special cases; a network with Maxout learns which it needs.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "regularizer", title = "A regularizer?", rows = {36},
  setup = {"small", "small_val", "units"},
  text = [[
    Maxout also stands in the lecture's list of regularizations. `small` is 40 points with wrong
    labels among them, as in the lesson on overfitting. `units`, a network of Maxout units, learns
    them for 300 epochs.]],
  ask = "How does its loss on `small_val` end, compared with its lowest value?",
  run = {"h = fit(units, small, {val=small_val, lr=0.01, epochs=300})",
    "h.val_loss[300] / h.val_loss[h.best_epoch]"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local run = s.last
      if not is_run(run, 300) or #run.val_loss < 300 then return nil end
      return run.val_loss[300] > 1.5 * run.val_loss[run.best_epoch] and "b" or "a"
    end,
    options = {
      {"near it", tag = "maxout-regularizes",
        say = "It has twice as many numbers as a ReLU network. Why should it hold back?"},
      {"far above it: it overfits"},
    }},
  slide = {says = "Other regularizations: max-out, dropout, label smoothing.",
    fact = [[Maxout was made to go *with* dropout. By itself it is an activation: against ReLU its
      validation loss was lower in about half of the draws, a coin flip.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "race", title = "Which one, then?", rows = {56}, setup = {"race"},
  text = [[
    race(act) trains a network with two hidden layers on three spirals and says which share of new
    points it has right.]],
  ask = "ReLU, Leaky ReLU and ELU: how far apart are the best and the worst of them?",
  run = {'race("relu")', 'race("leaky")', 'race("elu")'},
  answer = {kind = "number", low = 0, high = 1, close = 0.03, example = 0.01,
    truth = function(s)
      local list = {}
      for _, value in ipairs(answered(s)) do
        if type(value) == "number" then list[#list + 1] = value end
      end
      if #list < 3 then return nil end
      return math.max(table.unpack(list)) - math.min(table.unpack(list))
    end,
    say = {above = "All three pass the gradient on, and that is what counts."}},
  after = "Which one is ahead changes with the seed.",
  slide = {says = "Try out Leaky ReLU / Maxout / ELU. Revert back to ReLU!",
    fact = [[The differences are smaller than those between two seeds. ReLU is a habit, and a good
      one; tuned and six layers deep, leaky and ELU had the better *worst* case.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "logits", title = "Why raw scores", rows = {77},
  text = [[
    The last bend of a classifier is the softmax: it makes probabilities of scores. The loss is the
    logarithm of one of them. Two classes with scores 0 and 200; the first one is right.]],
  ask = "By hand: softmax first, then the logarithm. What comes out for the first class?",
  run = {"tensor{0, 200}:softmax(1):log()", "nn.LogSoftmax()(tensor{0, 200})",
    "nn.CrossEntropyLoss()(tensor{{0, 200}}, tensor{1})"},
  answer = {kind = "choice", example = "b", truth = function(s)
      for _, value in ipairs(answered(s)) do
        local list = numbers_in(value)
        if list and #list == 2 then
          return list[1] == -math.huge and "b" or near(list[1], -200, {abs = 0.1}) and "a" or "c"
        end
      end
    end,
    options = {
      {"-200", say = "On paper. Here the probability is e^-200, too small for 32 bits: 0."},
      {"minus infinity"},
      {"0", say = "That is the other class: its probability is 1."},
    }},
  after = [[
    The probability is rounded to 0, and its logarithm is lost. LogSoftmax does both at once and
    keeps -200; so does the loss. That is why CrossEntropyLoss wants raw scores, the *logits*.]],
  recall = {
    ask = "What does CrossEntropyLoss want from the network?",
    answer = {kind = "choice", truth = "b", options = {{"probabilities", tag = "softmax-twice"},
      {"raw scores"}, {"their logarithms"}}},
    after = "It takes softmax and logarithm in one, so that nothing is rounded to 0 between.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    There are more: act="gelu", "silu", "softplus". Or 20 layers instead of eight, a slope of 0.01,
    Maxout with pieces=3. plot.fn, health, reach, deep and race are at hand.]],
  ask = "Which did you try, and what came of it? One sentence with a number in it.",
  example = "With gelu the share of the gradient at the first of eight layers was about 0.1.",
}

return {
  title = "Activations", minutes = 20, rows = {36, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 77},
  needs = {"training"}, seed = 1, class = true,
  intro = [[
    Between two layers stands a bend. Without it depth is worth nothing; with the wrong one the
    first layers learn nothing. Find out which one lets them.]],
  next = "To read: ?nn.LeakyReLU, ?nn.Maxout and ?plot.fn. To try: plot.gradients(deep(\"tanh\")).",
  world = world,
  steps = steps,
}
