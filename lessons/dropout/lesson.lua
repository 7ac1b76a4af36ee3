-- The lesson `dropout`: rows 33, 34 (its four intuitions) and 75 of the lecture.
--
-- Eight numbers pass through a small layer; then a network of 17,025 numbers learns 100 points with
-- and without it, and loses half of its neurons. Measured on 20 draws (data and first weights):
-- last validation loss without over with dropout 1.3 or more; half the hidden neurons gone costs
-- 0.033 to 0.20 of the accuracy without dropout, at most 0.019 with it; the mean of 50 masks has
-- the lower loss in 20; the best epoch is better with dropout in 12, so no direction is promised.

local BIG = 17025 -- parameters of mlp(2, 128, 128, 1)

local function has_dropout(run) return is_run(run) and run.config.dropout ~= nil end

local function is_big(run, least)
  return is_run(run, least) and parameter_count(run.model) == BIG and #run.val_loss >= least
end

local function is_plain_run(run)
  return is_big(run, 300) and not has_dropout(run) and last(run.val_loss) > 1.3 * lowest_val(run)
end

local function is_dropout_run(run) return is_big(run, 300) and has_dropout(run) end

local function train_plain(w)
  return fit(mlp(2, 128, 128, 1), w.train, {val = w.val, batch = 50, lr = 0.01, epochs = 300,
    verbose = false})
end

local function train_dropout(w)
  return again(w.h1, {dropout = {keep = 0.5}, verbose = false})
end

-- One draw of everything: both networks, each at its best and at its end.
local function pair(seed)
  local train = data.moons{n = 100, noise = 0.25, flip = 0.1, seed = seed}
  local val = data.moons{n = 500, noise = 0.25, flip = 0.1, seed = seed + 500}
  local plain = fit(mlp(2, 128, 128, 1), train, {val = val, batch = 50, lr = 0.01, epochs = 120,
    verbose = false})
  local drop = again(plain, {dropout = {keep = 0.5}, verbose = false})
  return {plain_best = lowest_val(plain), plain_last = last(plain.val_loss),
    drop_best = lowest_val(drop), drop_last = last(drop.val_loss)}
end

local world = {
  d = {make = function() return nn.Dropout{keep = 0.75} end, ok = function(value)
    return field(value, "drop") == 0.25 and value.training and value.mode == "inverted"
  end},
  train = drawn("moons", {n = 100, noise = 0.25, flip = 0.1}, 100),
  val = drawn("moons", {n = 1000, noise = 0.25, flip = 0.1}, 200),
  h1 = {make = train_plain, ok = is_plain_run},
  h2 = {make = train_dropout, ok = is_dropout_run},
  net = {always = true, make = function(w)
    local net = w.h2.model:clone()
    net:train()
    return net
  end},
  many = {make = function() return tensor{{0.5, 0.25}} + zeros(200, 2) end,
    ok = function(value) return field(value, "shape") ~= nil and #value == 200 end},
  pair = fixed(pair),
}

-- What the texts quote of the runs with and without dropout.
local function of_runs(s)
  local numbers, h1, h2 = {}, s.w.h1, s.w.h2
  if is_plain_run(h1) then
    numbers.acc1, numbers.v1, numbers.best1 = last(h1.val_accuracy), last(h1.val_loss),
      lowest_val(h1)
  end
  if is_dropout_run(h2) then
    numbers.acc2, numbers.v2, numbers.best2 = last(h2.val_accuracy), last(h2.val_loss),
      lowest_val(h2)
  end
  return numbers
end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "A network overfits. Which of these falls while it does?",
  answer = {kind = "choice", truth = "a", options = {
    {"its loss on `train`"},
    {"its loss on `val`", say = "That one rises: the two curves part."},
    {"both"}}},
  after = "The cures so far: a smaller network, a price on weights, stopping. Here comes another.",
}

-- -----------------------------------------------------------------------------------------------

-- The masks that have been seen: survivors are 1/0.75, the others 0; told apart by their pattern.
local function masks_seen(s)
  return different(answered(s), function(value)
    local list, pattern = numbers_in(value), {}
    for i, x in ipairs(list or {}) do
      local is_survivor = near(x, 4 / 3, {abs = 1e-3})
      pattern[i] = is_survivor and "1" or x == 0 and "0" or "?"
    end
    local key = table.concat(pattern)
    return #key >= 8 and not key:find("?", 1, true) and key
  end)
end

local function is_eighth_ones(list)
  if not list or #list ~= 8 then return false end
  for _, x in ipairs(list) do
    if x ~= 1 then return false end
  end
  return true
end

steps[#steps + 1] = {
  kind = "task", id = "mask", title = "Eight numbers", rows = {33},
  text = [[
    A dropout layer silences some neurons. Look at a small one before you believe anything about
    it. Make it, and send eight ones through it:

      d = nn.Dropout{keep=0.75}
      d(ones(8))]],
  task = "Send them through more than once. What stays the same, what does not?",
  goals = {
    {label = "a layer `d` that keeps three of four", when = function(s)
      return near(field(s.w.d, "drop") or -1, 0.25)
    end},
    {label = "two passes with two different masks", when = function(s)
      return masks_seen(s) >= 2
    end},
  },
  hints = {"Type the two lines of the text, then the second one again. Arrow-up fetches it.",
    "Chance may repeat itself: once more, then."},
  solution = {"d = nn.Dropout{keep=0.75}", "d(ones(8))", "d(ones(8))", "d(ones(8))"},
  mistakes = {
    {tag = "bare-number", when = function(s)
      return field(s.w.d, "drop") ~= nil and near(s.w.d.drop, 0.75)
    end, say = [[That layer drops three of four: a number without a name is the chance to drop.
      The name to say is keep, in braces.]],
      example = "d = nn.Dropout(0.75)\nd(ones(8))"},
    {tag = "eval-too-early", when = function(s)
      return field(s.w.d, "training") == false
    end, say = "This layer is in evaluation mode: nobody is silenced. d:train() sets it back.",
      example = "d = nn.Dropout{keep=0.75}\nd:eval()\nd(ones(8))"},
    {tag = "one-pass", when = function(s) return masks_seen(s) == 1 end,
      say = "One pass shows one mask. Does the next one look the same?",
      example = "d = nn.Dropout{keep=0.75}\nd(ones(8))"},
  },
  after = [[
    Each pass draws its own mask, and each row of a batch too: try d(ones(3,8)). The survivors are
    1.33 now, not 1. Why would anybody want that?]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "mode", title = "After training", rows = {33}, setup = {"d"},
  text = "d:eval() tells the layer that training is over.",
  ask = "What will d(ones(8)) be then?",
  run = {"d:eval()", "d(ones(8))"},
  answer = {kind = "choice", example = "a", truth = function(s)
      local list = numbers_in(last(answered(s)))
      if not list then return nil end
      return is_eighth_ones(list) and "a" or near(list[1], 0.75) and "b" or "c"
    end,
    options = {
      {"eight times 1"},
      {"eight times 0.75", tag = "scaled-at-test",
        say = "So it stands on the slide, and so it can be done; here it was done earlier."},
      {"the same neurons as before stay silent", tag = "removed-for-good",
        say = "Nobody is removed for good: the network that answers is the whole one."},
      {"some others are silent", tag = "eval-still-random",
        say = "Chance belongs to training. An answer that counts should not depend on it."},
    }},
  after = [[
    In training, 1.33 = 1/0.75 made up for the silent ones. So the next layer receives sums of the
    same size on average, before and after.]],
  recall = {
    ask = "A network with dropout is in evaluation mode. Which of its neurons are silent?",
    answer = {kind = "choice", truth = "a", options = {{"none"},
      {"those of the last mask", tag = "removed-for-good"},
      {"others at each pass", tag = "eval-still-random"}}},
    after = "Dropout acts in training alone; the network that answers is the whole one.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "classic", title = "The slide's way", rows = {33},
  text = [[
    mode="classic" is the slide's way: in training the survivors stay as they are, without being
    made larger; in evaluation everybody is multiplied by 0.75.]],
  ask = "In training: what is the mean of 10,000 ones after such a layer?",
  run = {'c = nn.Dropout{keep=0.75, mode="classic"}', "c(ones(10000)):mean()"},
  answer = {kind = "number", low = 0, high = 2, close = 0.05, example = 0.75,
    truth = function(s)
      for _, value in ipairs(answered(s)) do
        local list = numbers_in(value)
        if list and #list == 1 then return list[1] end
      end
    end,
    say = {above = "A quarter of them is 0, and the others are still 1.",
      below = "Three quarters of them are still 1."}},
  after = [[
    And 0.75 in evaluation. Your `d` had 1 and 1. Either way the two modes agree on average.]],
  slide = {says = "At test time, multiply the output of each neuron by p.",
    fact = "One of two ways. Most libraries divide by it in training instead."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "number", title = "Which probability?", rows = {75},
  ask = [[On the slide, p is the chance to be present. Somebody reads p = 0.8 there and types
    nn.Dropout(0.8), as one would in PyTorch. What share of 10,000 ones comes out as 0?]],
  run = "nn.Dropout(0.8)(ones(10000)):eq(0):mean()",
  answer = {kind = "number", low = 0, high = 1, close = 0.05, example = 0.8,
    truth = function(s) return (numbers_in(last(answered(s))) or {})[1] end,
    say = {below = [[On the slide it would be so. PyTorch, and a bare number here, mean the chance
      to *drop*.]]}},
  after = "keep=0.8 and drop=0.2 are one layer. Say the name, and nobody has to guess.",
  slide = {says = "Common mistake: forget to set the dropout probability.",
    fact = [[Without a number half is dropped. And the opposite number trains without complaint: in
      20 tries with these moons its training loss was higher each time, its validation accuracy
      better in 16. Only the name tells.]]},
  recall = {
    ask = "Somebody types nn.Dropout(0.8). What share of the neurons is silenced in training?",
    answer = {kind = "choice", truth = "b", options = {{"0.2", tag = "keep-as-drop"}, {"0.8"},
      {"0.5"}}},
    after = "A bare number is the chance to drop, as in PyTorch; the slide's p is {keep=}.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "show", id = "long", title = "Far too long", setup = {"train", "val"},
  text = [[
    Now a network: 17,025 numbers for 100 points of the moons, one label in ten wrong, 300 epochs.
    Far too long, on purpose.]],
  code = "h1 = fit(mlp(2,128,128,1), train,\n  {val=val, batch=50, lr=0.01, epochs=300})",
  after = "It overfits. What else has happened inside?",
}

-- -----------------------------------------------------------------------------------------------

-- What `ablate` has answered since the step began, at the prompt or kept under a name.
local function ablations(s)
  local out = {}
  local function add(value)
    if type(value) == "table" and field(value, "cost") and field(value, "whole") then
      out[#out + 1] = value
    end
  end
  for _, value in ipairs(answered(s)) do add(value) end
  for name, value in pairs(s.w) do
    if s.before[name] ~= value and not tostring(name):find("^_") then add(value) end
  end
  return out
end

steps[#steps + 1] = {
  kind = "predict", id = "half", class = true, title = "Half of it gone", rows = {34},
  setup = {"train", "val", "h1"}, numbers = of_runs,
  text = [[
    The network of h1 has {acc1} of `val` right. ablate takes out half of its hidden neurons, chosen
    by chance, thirty times over; the others are made twice as loud, and nothing is trained anew.]],
  ask = "What share of `val` is it right about then, on average?",
  run = "ablate(h1.model, val, {share=0.5})",
  answer = {kind = "number", low = 0, high = 1, close = 0.04, example = 0.69,
    truth = function(s)
      return field(last(answered(s)), "accuracy")
    end,
    say = {above = "Its neurons have learned to lean on one another.",
      below = "So much it does not lose; but look at the worst draw."}},
  after = [[
    Each neuron has learned to correct what certain others do. Take those away, and its correction
    is a mistake of its own. The slide calls it co-adaptation.]],
}

-- -----------------------------------------------------------------------------------------------

local function dropout_run(s)
  return s:run_with(function(run)
    return is_dropout_run(run) and run.train == s.w.train
  end)
end

local function is_low(s, run)
  if not is_plain_run(s.w.h1) then return false end
  return below(last(run.val_loss), 0.85 * last(s.w.h1.val_loss))
end

-- Ablations of half the neurons of a network that knows something.
local function cost_of_half(s)
  local least
  for _, result in ipairs(ablations(s)) do
    if (result.share or 0) >= 0.5 and result.whole > 0.65 then
      least = math.min(least or 1, result.cost)
    end
  end
  return least
end

steps[#steps + 1] = {
  kind = "task", id = "survive", class = true, title = "A network that survives", rows = {34},
  setup = {"train", "val", "h1"}, numbers = of_runs,
  text = [[
    `again` repeats a run from the same first weights and changes only what it is told: the rate, or
    a dropout layer behind each hidden one:

      h = again(h1, {lr=0.003})
      h = again(h1, {dropout={drop=0.2}})]],
  task = "Train the network of h1 so that it can lose half of its neurons.",
  goals = {
    {label = "300 epochs of the same network, with dropout", when = function(s)
      return dropout_run(s) ~= nil
    end},
    {label = "its last loss on `val` at most 0.85 times that of h1", when = function(s)
      local run = s:run_with(function(one)
        return is_dropout_run(one) and one.train == s.w.train and is_low(s, one)
      end) or dropout_run(s)
      if not run then return false end
      return is_low(s, run)
    end, unless = "With dropout it ended too high still."},
    {label = "half its neurons taken out: costs less than 0.03", when = function(s)
      local cost = cost_of_half(s)
      if not cost then return false end
      return below(cost, 0.03)
    end, unless = "The cheapest loss of half the neurons so far: {x}."},
  },
  hints = {
    "In training, silence as many as you will take out later. Which chance is that?",
    "A run carries its network with it: for a run h2, type  h2.  and press Tab.",
    "The third goal asks what the last step asked, of another network: Arrow-up fetches that line.",
  },
  solution = {"h2 = again(h1, {dropout={keep=0.5}})", "ablate(h2.model, val, {share=0.5})"},
  mistakes = {
    {tag = "decimal-comma", when = function(s)
      local chunk = last(s.chunks)
      return chunk and not chunk.ok and tostring(chunk.error):find("decimal", 1, true) ~= nil
    end, say = "In Lua the decimal sign is a point: 0.5.",
      example = "h2 = again(h1, {dropout={keep=0,5}})"},
    {tag = "ablates-the-old-one", when = function(s)
      return not dropout_run(s) and (cost_of_half(s) or 0) >= 0.03
    end, say = "That is the network without dropout, once more.",
      example = "ablate(h1.model, val, {share=0.5})"},
    {tag = "no-dropout", when = function(s) return s.last and not has_dropout(s.last) end,
      say = "That run had no dropout layer. dropout= is an option of `again`.",
      example = "h2 = again(h1, {lr=0.003})"},
    {tag = "not-ablated", when = function(s) return dropout_run(s) and not cost_of_half(s) end,
      say = "A network with dropout is there. Nobody has taken neurons out of it yet.",
      example = "h2 = again(h1, {dropout={keep=0.5}})"},
  },
  after = [[
    Each neuron had to be of use with whoever else was there. Over each other: plot(h1, h2). And
    does it have to be one half? again(h1, {dropout={keep=0.1}}) keeps almost nobody.]],
  slide = {says = "Prevent co-adaptation of units.",
    fact = [[So it does: in 20 of 20 draws of data and weights losing half cost at most 0.02 of the
      accuracy, where it cost 0.03 to 0.2 without dropout.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "same", title = "The same question 200 times", rows = {34},
  setup = {"train", "val", "h1", "h2", "net", "many"}, look = true,
  text = [[
    `net` is the network of h2 as it was during training. Now it is asked about one and the same
    point 200 times, near the boundary: `many` has 200 rows of (0.5, 0.25).]],
  ask = "How many different answers does it give?",
  run = "answers = net(many):sigmoid() plot.hist(answers)",
  answer = {kind = "number", low = 1, high = 200, scale = "log", close = 1.3, example = 190,
    truth = function(s)
      local list = numbers_in(s.w.answers)
      return list and #list == 200 and different(list) or nil
    end,
    say = {below = [[Each row has a mask of its own: with 256 hidden neurons two masks are hardly
      ever the same.]]}},
  numbers = function(s)
    local list = numbers_in(s.w.answers)
    return list and {low = math.min(table.unpack(list)), high = math.max(table.unpack(list))} or {}
  end,
  after = [[
    One point, and a probability anywhere from {low} to {high}. In training that is wanted. As an
    answer it would be a throw of dice.]],
}

-- -----------------------------------------------------------------------------------------------

-- Shares that the student has measured by hand, in order.
local function shares(s)
  local out = {}
  for _, value in ipairs(answered(s)) do
    local list = numbers_in(value)
    if list and #list == 1 then value = list[1] end
    if type(value) == "number" and value > 0.3 and value <= 1 then out[#out + 1] = value end
  end
  return out
end

local function some_neighbours(list, test)
  for i = 2, #list do
    if test(list[i - 1], list[i]) then return true end
  end
  return false
end

local function differ(a, b) return a ~= b end

-- Two equal shares that are those of the network in evaluation mode; chance may repeat others.
local function relied_on(s)
  local net, val = s.w.net, s.w.val
  if field(net, "training") ~= false or not is_dataset(val) then return false end
  local share = accuracy(net, val)
  return some_neighbours(shares(s), function(a, b)
    return a == b and near(a, share, {abs = 1e-4})
  end)
end

steps[#steps + 1] = {
  kind = "task", id = "forgotten", title = "A small accident", rows = {34},
  setup = {"train", "val", "h1", "h2", "net"},
  text = [[
    evaluate and accuracy mind the mode themselves. This counts by hand what share of `val` the
    network `net` has right:

      net(val.x):gt(0):eq(val.y):mean()]],
  task = "Measure by hand, until you get a number that you can rely on.",
  goals = {
    {label = "two measurements, one after the other, that differ", when = function(s)
      return some_neighbours(shares(s), differ)
    end},
    {label = "two that agree, with `net` as it should be", when = relied_on},
  },
  hints = {"Type the line of the text three times. Why do the numbers not agree?",
    "Step 3 had a layer that drew masks, too, until it was told that training was over.",
    "What is done to a layer is done to a network: the colon and the same word."},
  solution = {"net(val.x):gt(0):eq(val.y):mean()", "net(val.x):gt(0):eq(val.y):mean()",
    "net(val.x):gt(0):eq(val.y):mean()", "net:eval()", "net(val.x):gt(0):eq(val.y):mean()",
    "net(val.x):gt(0):eq(val.y):mean()"},
  mistakes = {
    {tag = "mode-set-by-evaluate", when = function(s) return s:count("evaluate") > 0 end,
      say = [[accuracy and evaluate think of the mode for you, and set it back afterwards. Here it
        is about measuring without them.]],
      example = "accuracy(net, val)"},
    {tag = "no-eval", when = function(s)
      return #shares(s) >= 2 and field(s.w.net, "training") ~= false
    end, say = "`net` still draws masks: nobody has told it that training is over.",
      example = "net(val.x):gt(0):eq(val.y):mean()\nnet(val.x):gt(0):eq(val.y):mean()"},
  },
  after = [[
    A number that changes from call to call: that is how a forgotten eval() looks. The network was
    not worse; it was asked in the wrong mode.]],
  slide = {says = "At test time: deterministic behaviour.",
    fact = "Only if the mode says that it is test time. The network cannot know by itself."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "committee", title = "A committee", rows = {34},
  setup = {"train", "val", "h1", "h2"},
  text = [[
    Each mask leaves another network. predict with samples=50 asks fifty of them and takes the mean
    of their probabilities.]],
  ask = "Is the loss of that mean on `val` lower than the loss of the whole network?",
  run = {'p = predict(h2.model, val.x, {samples=50, as="probabilities"})',
    "nn.BCELoss()(p, val.y)", "evaluate(h2.model, val).loss"},
  answer = {kind = "choice", example = "a", truth = function(s)
      local values = answered(s)
      local mean, whole = numbers_in(values[#values - 1]), last(values)
      if not mean or type(whole) ~= "number" then return nil end
      return near(mean[1], whole, {rel = 1e-3}) and "b" or mean[1] < whole and "a" or "c"
    end,
    options = {
      {"lower"},
      {"the same", say = "The whole network is meant to stand for the mean; it does so roughly."},
      {"higher", say = "One masked network alone would be. Fifty correct one another."},
    }},
  after = "Fifty opinions are less certain than one, and certainty is what was so expensive.",
  slide = {says = "Train an implicit ensemble.",
    fact = [[So it is: lower in 20 of 20 draws. The whole network, with its outputs scaled, is a
      quick approximation of the committee, not the committee.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "noise", title = "Noise", rows = {34},
  setup = {"train", "val", "h1", "h2"},
  numbers = function(s)
    local numbers, noisy = of_runs(s), last_of(numbers_answered(s), 2)
    if noisy then
      numbers.noisy1, numbers.noisy2 = noisy[1], noisy[2]
      numbers.fall1, numbers.fall2 = (numbers.acc1 or 0) - noisy[1], (numbers.acc2 or 0) - noisy[2]
    end
    return numbers
  end,
  text = [[
    `noisy` is `val` with noise of deviation 0.3 added to each number. The networks have {acc1}
    (h1) and {acc2} (h2, dropout) of `val` right.]],
  ask = "What share of `noisy` does the network with dropout have right?",
  run = {"noisy = data.from(val.x + 0.3*randn(1000,2), val.y)", "accuracy(h1.model, noisy)",
    "accuracy(h2.model, noisy)"},
  answer = {kind = "number", low = 0, high = 1, close = 0.03, example = 0.77,
    truth = function(s)
      local value = last(answered(s))
      return type(value) == "number" and value or nil
    end},
  after = "h1 fell by {fall1} to {noisy1}, h2 by {fall2} to {noisy2}.",
  slide = {says = "Increase robustness to noise.",
    fact = [[On noisy points h2 was better in 19 of 20 draws. But it began higher: its *fall* was
      smaller in only 5 of them. Better, yes; steadier, not here.]]},
}

-- -----------------------------------------------------------------------------------------------

-- In how many draws of a `seeds` result is the first named number below the second?
local function times_below(result, a, b)
  local count = 0
  for _, one in ipairs(field(result, "results") or {}) do
    if one[a] < one[b] then count = count + 1 end
  end
  return count
end

steps[#steps + 1] = {
  kind = "predict", id = "fair", title = "A cure for overfitting?", rows = {34},
  setup = {"train", "val", "h1", "h2", "pair"},
  numbers = function(s)
    local numbers = of_runs(s)
    numbers.ends = times_below(s.w.r, "drop_last", "plain_last")
    numbers.bests = times_below(s.w.r, "drop_best", "plain_best")
    return numbers
  end,
  text = [[
    Last loss on `val`: {v1} without dropout, {v2} with it. At their best epochs: {best1} and
    {best2}. One draw says little. pair(seed) trains both on another draw of data and weights.]],
  ask = "In how many of the 20 is the loss at the *best* epoch lower with dropout?",
  run = "r = seeds(20, pair)",
  answer = {kind = "number", low = 0, high = 20, close = 2, example = 10,
    truth = function(s)
      local is_whole = field(s.w.r, "results") and s.w.r.n == 20
      return is_whole and times_below(s.w.r, "drop_best", "plain_best") or nil
    end,
    say = {above = "At the end it is lower every time. At the best epoch it is a coin's throw."}},
  after = "Lower at the end: {ends} of 20. Lower at the best epoch: {bests} of 20.",
  slide = {says = "Dropout is a regularization: it cures overfitting.",
    fact = [[It makes it matter less when you stop. A better network than early stopping finds, it
      did not find here.]]},
  recall = {
    ask = "With and without dropout, both stopped at their best epoch: which loss on new points?",
    answer = {kind = "choice", truth = "c", options = {{"lower with dropout",
      tag = "dropout-always-better"}, {"lower without"}, {"about the same, on the moons"}}},
    after = "What dropout changed there was the end of the run, far beyond the best epoch.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Does a claim of this lesson hold elsewhere? Other points (data.spirals{n=200, noise=0.2},
    data.circles{n=100, noise=0.2}), another share to keep, a smaller network. ablate, again and
    seeds are at hand.]],
  ask = "Which claim did you try, and what came of it? One sentence with a number in it.",
  example = "On spirals with keep 0.5, losing half the neurons cost 0.02 instead of 0.11.",
}

return {
  title = "Dropout", minutes = 15, rows = {33, 34, 75}, needs = {"overfitting"}, seed = 1,
  class = true,
  intro = [[
    In training, each pass silences some neurons, chosen anew by chance. Why would a network learn
    better with half of itself missing?]],
  next = [[
    To try: keep 0.1, keep 0.9, and plot them over each other. To read: ?nn.Dropout and ?ablate.]],
  world = world,
  steps = steps,
}
