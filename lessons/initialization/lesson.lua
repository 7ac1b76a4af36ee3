-- The lesson `initialization`: rows 65 to 68 of the lecture.
--
-- All weights 0, then all the same, then random: what each can learn, and why the scale of chance
-- decides more than its family. The rule sqrt(2/n) is found by hand at widths 32 and 128, then
-- predicted for 512. Measured on 20 draws: zeros end within 0.0002 of the entropy of the classes;
-- equal weights stay equal bit for bit; 8 layers of 32 train at s = 0.3 in 20 (0.25: 19, 0.2: 19,
-- 0.1 and 0.5: 0); at 128 the deviation of layer 8 over layer 1 is 75 or more for s = 0.25 and
-- 0.59 to 1.4 for 0.125.

-- How many rows of a layer's weight and bias are different, to the last bit.
local function different_neurons(model)
  local weight = field(field(model, 1), "weight")
  if not weight then return 0 end
  local bias = model[1].bias:tolist()
  return different(weight:tolist(), function(row, i)
    return ("%.9g "):rep(#row + 1):format(bias[i], table.unpack(row))
  end)
end

-- 100, 100 and 30 points in three heaps: classes of unequal size, so that there is something to
-- learn for a network that sees nothing else.
local function three_heaps(_, n)
  local all = data.blobs{n = 300, classes = 3, std = 1, seed = n}
  local rows, thin = {}, 0
  for i, class in ipairs(all.y:tolist()) do
    if class == 3 then thin = thin + 1 end
    if class < 3 or thin <= 30 then rows[#rows + 1] = i end
  end
  return all:subset(rows)
end

-- Eight hidden layers of `width` neurons with weights from N(0, s^2), or by a rule such as
-- {uniform=1}.
local function deep(s, width, act)
  local args = {2}
  for _ = 1, 8 do args[#args + 1] = width or 32 end
  args[#args + 1], args[#args + 2] = 1, {init = type(s) == "number" and {normal = s} or s,
    act = act}
  return mlp(table.unpack(args))
end

local world = {
  three = {make = three_heaps, ok = function(value) return is_dataset(value, 230) end},
  net = {always = true, make = function() return mlp(2, 32, 32, 3, {init = "zeros"}) end},
  ring = {make = function(_, n) return data.circles{n = 400, noise = 0.1, seed = n + 100} end,
    ok = function(value) return is_dataset(value, 400) end},
  twins = {always = true, make = function(w)
    local net = mlp(2, 32, 1, {init = {constant = 0.1}})
    fit(net, w.ring, {optimizer = "sgd", lr = 0.1, epochs = 300, verbose = false})
    return net
  end},
  deep = {make = function() return deep end, ok = is_function},
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "A network answers 1/2 for each of two classes, whatever it sees. What is its loss?",
  answer = {kind = "number", low = 0, high = 5, close = 0.03, example = 0.69,
    truth = function() return math.log(2) end,
    say = {above = "Not knowing costs -ln(1/2).",
      below = "Not knowing is not for nothing: -ln(1/2)."}},
  after = "-ln(1/2) = ln 2: the price of knowing nothing about two classes.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "zeros", class = true,
    title = "All weights 0", rows = {65, 66}, setup = {"three"},
  text = [[
    A network has to start somewhere. `three` has 230 points of three classes (100, 100 and 30).
    The network has two hidden layers of 32, and all its weights are 0.]],
  ask = "What is its loss on these points, before any training?",
  run = {'net = mlp(2, 32, 32, 3, {init="zeros"})', "health(net, three)"},
  answer = {kind = "number", low = 0, high = 5, close = 0.03, example = 1.1,
    truth = function(s) return field(last(answered(s)), "loss") end,
    say = {below = "Weights of 0 are no knowledge, and no knowledge has its price.",
      above = "So sure of something wrong it cannot be: it answers the same for all three."}},
  after = [[
    Three equal scores mean 1/3 for each class: -ln(1/3) = 1.10. For K classes the price of knowing
    nothing is ln K. Look for that number in every first epoch.]],
  slide = {says = "All W = 0: activations, loss and gradients will all be zero.",
    fact = [[
      The activations, yes. The loss is ln K. And one gradient in the table is not 0. Which?]]},
  recall = {
    ask = "Ten classes, a network that has learned nothing yet. Its loss?",
    answer = {kind = "number", low = 0, high = 10, close = 0.05, example = 2.3,
      truth = function() return math.log(10) end},
    after = "ln 10 = 2.30. For K classes, knowing nothing costs ln K.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "prior", title = "What can it learn?", rows = {66},
  setup = {"three", "net"},
  numbers = function(s)
    if not is_run(s.last) then return {} end
    return {loss = last(s.last.train_loss), share = 100 / 230}
  end,
  text = [[
    Only the bias of the last layer has a gradient. Everything else is multiplied by a 0 on its way.
    So 3 of its 1,251 numbers can move.]],
  ask = "After 100 epochs: what share of the 230 points does it have right?",
  run = {'h = fit(net, three, {optimizer="sgd", lr=0.1, epochs=100})', "accuracy(net, three)"},
  answer = {kind = "number", low = 0, high = 1, close = 0.03, example = 0.43,
    truth = function(s)
      local value = last(answered(s))
      return is_run(s.last) and type(value) == "number" and value or nil
    end,
    say = {above = "It still sees no point at all; it can only say what is common.",
      below = "It can learn what is common, without seeing a single point."}},
  after = [[
    100 of 230 is {share:.2f}: the share of the largest class. It has learned how common each class
    is, and gives that answer to everybody. Its loss, {loss:.2f}, is the least that can be had that
    way.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "constant", class = true,
    title = "All weights the same", rows = {67}, setup = {"ring"},
  numbers = function(s)
    if not is_run(s.last) then return {} end
    return {acc = last(s.last.train_accuracy), count = different_neurons(s.last.model)}
  end,
  text = [[
    Then not 0 but 0.1, all of them. `ring` has 400 points, one class around the other; the network
    has one hidden layer of 32 neurons. health counts how many of them differ.]],
  ask = "How many different hidden neurons are there after 300 epochs?",
  run = {"twins = mlp(2, 32, 1, {init={constant=0.1}})",
    'h = fit(twins, ring, {optimizer="sgd", lr=0.1, epochs=300})', "health(twins, ring)"},
  answer = {kind = "number", low = 1, high = 32, scale = "log", close = 1.2, example = 1,
    truth = function(s)
      return is_run(s.last) and s.last.epochs >= 300 and different_neurons(s.last.model) or nil
    end,
    say = {above = "They began equal. What should make one of them move differently?"}},
  after = [[
    Thirty-two neurons, one opinion. Equal weights give equal outputs; equal outputs get equal
    gradients; equal gradients keep the weights equal. Right: {acc:.2f} of the points.]],
  recall = {
    ask = "All 32 hidden neurons start with the same weights. How many differ after training?",
    answer = {kind = "number", low = 1, high = 32, scale = "log", close = 1.2, example = 1,
      truth = function() return 1 end},
    after = "One: equal weights get equal gradients, at every step.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "patience", title = "Only slow?", rows = {67}, setup = {"ring", "twins"},
  numbers = function(s)
    return is_run(s.last) and {acc = last(s.last.train_accuracy)} or {}
  end,
  ask = "It goes on for 2700 epochs more. How many different neurons will there be?",
  run = {'h = fit(twins, ring, {optimizer="sgd", lr=0.1, epochs=2700, verbose=false})',
    "health(twins, ring).distinct[1]"},
  answer = {kind = "choice", example = "a", truth = function(s)
      if not (is_run(s.last) and s.last.epochs >= 2700) then return nil end
      local count = different_neurons(s.last.model)
      return count == 1 and "a" or count < 32 and "b" or "c"
    end,
    options = {
      {"still 1"},
      {"a few", tag = "equal-weights-are-slow",
        say = "It would need one difference to begin with. There is none, in no digit."},
      {"all 32", tag = "equal-weights-are-slow",
        say = "Time multiplies differences. Here the difference is exactly 0."},
    }},
  after = "Right: {acc:.2f} of the points. The network is as able as one with a single neuron.",
  slide = {says = "All W = constant: weights remain the same per layer; longer training time.",
    fact = "Not longer: never. No number of steps separates twins."},
}

-- -----------------------------------------------------------------------------------------------

local function ring_runs(s)
  local out = {}
  for _, run in ipairs(s.runs) do
    if #run.train == 400 and parameter_count(run.model) == 129 then out[#out + 1] = run end
  end
  return out
end

local function most_different(s)
  local most, acc = 0, 0
  for _, run in ipairs(ring_runs(s)) do
    most = math.max(most, different_neurons(run.model))
    acc = math.max(acc, last(run.train_accuracy) or 0)
  end
  return most, acc
end

steps[#steps + 1] = {
  kind = "task", id = "tie", title = "Break the tie", rows = {67}, setup = {"ring"},
  text = [[
    A network of equal weights, and a line that shakes a layer of it by hand (c[1] is its first
    layer, c[2] the ReLU, c[3] the last):

      c = mlp(2, 32, 1, {init={constant=0.1}})
      c[3].bias:add_(randn(1), 0.1)
      h = fit(c, ring, {optimizer="sgd", lr=0.1, epochs=300})]],
  task = "Start from equal weights, and make the neurons of the hidden layer differ.",
  goals = {
    {label = "30 or more different hidden neurons after training", when = function(s)
      return above((most_different(s)), 29)
    end, unless = "The most so far: {x}."},
    {label = "more than 0.9 of `ring` right", when = function(s)
      local _, acc = most_different(s)
      return above(acc, 0.9)
    end, unless = "The best so far: {x}."},
  },
  hints = {
    "Two neurons stay twins as long as they receive the same gradient. Where do they get it from?",
    "The bias of the last layer is one number for all 32. What of c[1] belongs to each alone?",
    "randn makes any shape: that of a weight, [32, 2] in the first layer and [1, 32] in the last.",
  },
  solution = {"c = mlp(2, 32, 1, {init={constant=0.1}})", "c[1].weight:add_(randn(32,2), 0.1)",
    'h = fit(c, ring, {optimizer="sgd", lr=0.1, epochs=300})'},
  mistakes = {
    {tag = "last-bias-only", when = function(s)
      local run = last(ring_runs(s))
      local bias = run and run:first_model()[3].bias:tolist()[1]
      return run and different_neurons(run.model) == 1 and bias ~= 0
    end, say = "That shook one number that all 32 share: they still receive the same gradient.",
      example = "c = mlp(2,32,1,{init={constant=0.1}})\nc[3].bias:add_(randn(1), 0.1)\n"
        .. 'h = fit(c, ring, {optimizer="sgd", lr=0.1, epochs=300})'},
    {tag = "another-constant", when = function(s)
      local run = last(ring_runs(s))
      return run and different_neurons(run.model) == 1
    end, say = "Another number, again the same for all: still twins.",
      example = 'h = fit(mlp(2,32,1,{init={constant=0.5}}), ring, {optimizer="sgd", lr=0.1, '
        .. "epochs=300})"},
    {tag = "not-trained", when = function(s) return #s.runs == 0 end,
      say = "Nothing has been trained on `ring` yet.",
      example = "c = mlp(2,32,1,{init={constant=0.1}})\nc[1].weight:add_(randn(32,2), 0.1)"},
  },
  after = [[
    Shaking the first layer does it; so does the last layer's weight, through which the gradient
    comes; so does dropout, which silences each neuron at other times. Chance is what they have in
    common.]],
}

-- -----------------------------------------------------------------------------------------------

-- Lists of nine deviations that health has shown, by the prompt or inside of its report.
local function deviations(s)
  local out = {}
  for _, value in ipairs(answered(s)) do
    local list = field(value, "out_sd") or value
    if type(list) == "table" and #list == 9 and type(list[1]) == "number" then
      out[#out + 1] = list
    end
  end
  return out
end

-- By what factor the largest of the eight hidden deviations exceeds the smallest.
local function spread(list)
  local low, high = math.huge, 0
  for i = 1, 8 do low, high = math.min(low, list[i]), math.max(high, list[i]) end
  return low > 0 and high / low or math.huge
end

-- The steadiest of the networks that were looked at.
local function steadiest(s)
  return smallest(deviations(s), spread)
end

local function is_deep(run) return parameter_count(run.model) == 7521 and #run.train == 400 end

-- The deviation that the weights of a deep network had when its run began.
local function scale_of(run)
  local ok, scale = pcall(function() return run:first_model()[3].weight:std():item() end)
  return ok and scale or 0.25
end

local function learned_nothing(run)
  return is_deep(run) and (run.stopped == "diverged" or not (last(run.train_accuracy) >= 0.65))
end

local function is_asleep(run) return learned_nothing(run) and scale_of(run) < 0.2 end

local function is_burst(run) return learned_nothing(run) and scale_of(run) > 0.35 end

-- Rates of 0.1 make the last epochs jump: what it has reached once counts.
local function is_trained(run)
  return is_deep(run) and math.max(0, table.unpack(run.train_accuracy)) > 0.95
end

steps[#steps + 1] = {
  kind = "task", id = "scale", class = true, title = "How large is random?", rows = {65, 68},
  setup = {"ring", "deep"},
  text = [[
    deep(s) is a network of eight hidden layers of 32. Its weights come from N(0, s*s): s is their
    deviation.

      health(deep(0.1), ring).out_sd
      h = fit(deep(0.1), ring,
        {optimizer="sgd", lr=0.1, epochs=60})]],
  task = "Find an s with which it trains, by looking at what the layers hand on.",
  goals = {
    {label = "a run with s too small: it never wakes up", when = function(s)
      return s:run_with(is_asleep) ~= nil
    end},
    {label = "a run with s too large: it bursts", when = function(s)
      return s:run_with(is_burst) ~= nil
    end},
    {label = "a list where no hidden layer has 10 times another's deviation", when = function(s)
      return below(steadiest(s), 10)
    end, unless = "In the steadiest list so far the largest is {x} times the smallest."},
    {label = "a run that reaches more than 0.95 of `ring`", when = function(s)
      return s:run_with(is_trained) ~= nil
    end},
  },
  hints = {
    "Forget the loss. By what factor does each layer multiply the deviation at 0.1? And at 1?",
    "Which factor would you like it to be, eight times over?",
    "Between 0.1, which shrinks, and 0.5, which blows up: halve the gap until it neither does.",
  },
  solution = {'h = fit(deep(0.1), ring, {optimizer="sgd", lr=0.1, epochs=60})',
    'h = fit(deep(0.5), ring, {optimizer="sgd", lr=0.1, epochs=60})',
    "health(deep(0.3), ring).out_sd",
    'h = fit(deep(0.3), ring, {optimizer="sgd", lr=0.1, epochs=60})'},
  mistakes = {
    {tag = "small-is-careful", when = function(s)
      return s:run_with(is_asleep) and not s:run_with(is_burst) and not deviations(s)[1]
    end, say = [[That one slept: its last layers hand on next to nothing, and get next to nothing
      back. Look at out_sd, and try a larger s.]],
      example = 'h = fit(deep(0.01), ring, {optimizer="sgd", lr=0.1, epochs=60})'},
    {tag = "more-epochs-always-better", when = function(s)
      local run = s.last
      return run and is_deep(run) and run.total_epochs > 200 and not s:run_with(is_burst)
    end, say = "No number of epochs wakes it: too little comes through eight such layers.",
      example = "health(deep(0.1), ring).out_sd\n"
        .. 'h = fit(deep(0.1), ring, {optimizer="sgd", lr=0.1, epochs=300, verbose=false})'},
    {tag = "looks-without-training", when = function(s)
      return deviations(s)[1] and #s.runs == 0
    end, say = "You have looked; now train some of them, the bad ones too.",
      example = "health(deep(0.25), ring).out_sd"},
  },
  after = "Each layer multiplies. Eight times 1/2 is 1/256, eight times 2 is 256.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "wider", class = true, title = "The same s, wider", rows = {68},
  setup = {"ring", "deep"},
  ask = "s = 0.25 keeps layers of 32 steady. With layers of 128, what does the signal do?",
  run = {"health(deep(0.25), ring).out_sd", "health(deep(0.25, 128), ring).out_sd"},
  answer = {kind = "choice", example = "c", truth = function(s)
      local list = last(deviations(s))
      if not list then return nil end
      local factor = list[8] / list[1]
      return factor > 10 and "c" or factor < 0.1 and "b" or "a"
    end,
    options = {
      {"stays steady", tag = "one-scale-for-all-widths",
        say = "The weights are the same; but there are more of them in each sum."},
      {"dies out", say = "More numbers in a sum make it larger, not smaller."},
      {"blows up"},
    }},
  after = [[
    A neuron adds up four times as many numbers now. A sum of four times as many random numbers is
    twice as wide. So each layer multiplies by 2.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "repair", title = "Which s repairs it?", rows = {68},
  setup = {"ring", "deep"},
  text = "deep(s, 128) has layers of 128. With s = 0.25 each layer doubled the deviation.",
  task = "Find the s for 128 at which the deviation stays as it is.",
  goals = {{label = "deep(s, 128): no layer has more than 3 times another's deviation",
    when = function(s)
      return below(smallest(s.chunks, function(chunk)
        return chunk.source:find("128", 1, true) and steadiest{chunks = {chunk}}
      end), 3)
    end, unless = "So far the largest is {x} times the smallest, at best."}},
  hints = {"If s = 0.25 multiplies by 2, what does half of it do?",
    "The line of the last step, with another first number: Arrow-up."},
  solution = "health(deep(0.125, 128), ring).out_sd",
  mistakes = {
    {tag = "one-scale-for-all-widths", when = function(s)
      local list = last(deviations(s))
      return list and list[8] > 5 * list[1]
    end, say = "It still grows from layer to layer: smaller.",
      example = "health(deep(0.25, 128), ring).out_sd"},
    {tag = "divided-by-four", when = function(s)
      local list = last(deviations(s))
      return list and list[8] < list[1] / 5
    end,
    say = "Now it dies out. Four times as many numbers make a sum twice as wide, not four times.",
      example = "health(deep(0.0625, 128), ring).out_sd"},
  },
  after = "32 wants 0.25; 128, four times as wide, wants half of that.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "rule", title = "The rule", rows = {65, 68}, setup = {"ring", "deep"},
  ask = "32 wants 0.25, 128 wants 0.125. Which s do layers of 512 want?",
  run = "health(deep(0.0625, 512), ring).out_sd",
  answer = {kind = "number", low = 0.001, high = 1, scale = "log", close = 1.15, example = 0.0625,
    truth = function(s)
      local list = last(deviations(s))
      return list and spread(list) < 4 and 0.0625 or nil
    end,
    say = {below = "Four times as wide again, and half of 0.125 again.",
      above = "Four times as wide again, and half of 0.125 again."}},
  after = [[
    s = sqrt(2/n), for n numbers in each sum: you have found the rule that bears He's name. In mlp
    it is init="he". The 2 is there because a ReLU throws half of the signal away.]],
  recall = {
    ask = "ReLU layers of 200: which deviation of the weights keeps the signal steady?",
    answer = {kind = "number", low = 0.001, high = 1, scale = "log", close = 1.15, example = 0.1,
      truth = function() return 0.1 end},
    after = "sqrt(2/200) = 0.1.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "family", title = "Normal or uniform?", rows = {68},
  setup = {"ring", "deep"},
  text = [[
    {uniform=a} draws each weight evenly from -a to a: its deviation is a/1.73. deep takes it, too:
    deep({uniform=1}), deep({uniform=0.5}).]],
  ask = "Eight layers of 32. Which of the two reaches more than 0.95 of `ring`?",
  run = {'h = fit(deep({uniform=1}), ring, {optimizer="sgd", lr=0.1, epochs=60})',
    'h = fit(deep({uniform=0.5}), ring, {optimizer="sgd", lr=0.1, epochs=60})'},
  answer = {kind = "choice", example = "b", truth = function(s)
      local one, half = s.runs[#s.runs - 1], s.runs[#s.runs]
      if not (is_run(one) and is_run(half)) then return nil end
      return is_trained(one) and is_trained(half) and "c" or is_trained(one) and "a"
        or is_trained(half) and "b" or "d"
    end,
    options = {
      {"the one with a = 1", say = "1/1.73 = 0.58 is far above 0.25: eight layers blow it up."},
      {"the one with a = 0.5"},
      {"both", tag = "random-is-enough", say = "1/1.73 = 0.58: that is the s that burst."},
      {"neither", say = "0.5/1.73 = 0.29, close to the 0.25 that you found."},
    }},
  after = "0.5/1.73 = 0.29, near your 0.25: a deviation is a deviation.",
  slide = {says = "W = random (Normal, Xavier, Uniform, ...): the best option.",
    fact = "Your runs that slept and burst were random, too. The scale decides, not the family."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    deep(s, n, "tanh") has tanh instead of ReLU. Is the rule the same? Find s for 32, then for 128,
    with health(...).out_sd. Nothing of a signal is thrown away by half there.]],
  ask = "Which s keeps it steady, and what rule would you write? One sentence with a number.",
  example = "With tanh 32 wants about 0.18 and 128 about 0.09, which is 1/sqrt(n).",
}

return {
  title = "Initialization", minutes = 20, rows = {65, 66, 67, 68},
  needs = {"training", "activations"}, seed = 1, class = true,
  intro = [[
    A network has to start somewhere. Why not at 0, why not with all weights the same, and how
    random is random enough?]],
  next = [[
    To try: health of a network with init="xavier" and init="he", 16 layers deep. To read:
    ?health and ?nn.init.]],
  world = world,
  steps = steps,
}
