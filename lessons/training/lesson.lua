-- The lesson `training`: rows 1 to 3 of the lecture.
--
-- One weight, one pair, one step that can be checked by hand; the accident of gradients that add
-- up; then the same loop for a network, and what its minimum is worth. Measured on 20 draws: 500
-- whole-batch steps of rate 0.5 bring 2-16-1 to a loss of 0.05 to 0.21 on its 200 points; with the
-- gradients wiped out before the step nothing moves; without zero_grad the loss ends lower in more
-- than half of the draws, so the goals ask for the loop and not only for the loss.

local function weight_at(value)
  return function() return tensor(value):requires_grad_() end
end

-- A weight after the first step, its gradient still with it.
local function stepped()
  local w = tensor(1):requires_grad_()
  local loss = (w * 2 - 6) ^ 2
  loss:backward()
  w:add_(w.grad, -0.1)
  return w
end

local world = {
  w = {always = true, make = weight_at(1)},
  loss = {always = true, make = function(w) return (w.w * 2 - 6) ^ 2 end},
  w_stepped = {always = true, make = stepped},
  train = drawn("moons", {n = 200, noise = 0.15}, 100),
  val = drawn("moons", {n = 500, noise = 0.15}, 200),
  labelled = drawn("moons", {n = 1000, noise = 0.05, flip = 0.1}, 300),
  expert = {make = function(_, n)
    local net = mlp(2, 32, 32, 1)
    local clean = data.moons{n = 500, noise = 0.05, seed = n + 400}
    fit(net, clean, {lr = 0.01, epochs = 60, verbose = false})
    return net
  end, ok = function(value) return parameter_count(value) == 1185 end},
  net = {always = true, make = function() return mlp(2, 16, 1) end},
  crit = {make = function() return nn.BCEWithLogitsLoss() end,
    ok = function(value) return type(value) == "userdata" end},
  opt = {always = true, make = function(w) return optim.SGD(w.net, {lr = 0.5}) end},
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "loss is a value that can do something: backward. How is it told to?",
  answer = {kind = "choice", truth = "b", options = {
    {"loss.backward()", say = "The point only fetches; the colon also says whose backward."},
    {"loss:backward()"},
    {"backward(loss)", say = "It belongs to the loss, so the loss stands first."}}},
  after = "The colon means: you, do this.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "pair", title = "One pair, one weight", rows = {2},
  text = [[
    A training pair is an input and the answer that is held to be true: x = 2, y = 6. The smallest
    network there is has one weight and answers w*x. It starts at w = 1.]],
  ask = "The loss is the square of its error. How large is it?",
  run = {"w = tensor(1):requires_grad_()", "loss = (w*2 - 6)^2", "loss"},
  answer = {kind = "number", low = 0, high = 100, close = 0.5, example = 16,
    truth = function(s) return number_in(s.w.loss) end,
    say = {below = "It answers 1*2 = 2 where 6 is true: an error of -4, squared.",
      above = "It answers 1*2 = 2 where 6 is true: an error of -4, squared."}},
  after = "requires_grad_() says: this number may be learned. Which w would be best?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "slope", class = true,
    title = "Which way is down?", rows = {1}, setup = {"w", "loss"},
  ask = [[With w = 1.01 instead of 1 the error would be -3.98 and the loss 15.84: 0.16 less. By how
    much does the loss change for each whole unit of w, at this place?]],
  run = {"loss:backward()", "w.grad"},
  answer = {kind = "number", low = -100, high = 100, close = 1, example = -16,
    truth = function(s) return number_in(field(s.w.w, "grad")) end,
    say = {above = "The loss falls when w grows, so the slope is negative: -0.16 for each 0.01.",
      below = "-0.16 for each 0.01 of w."}},
  after = [[
    The gradient is that slope: -0.16/0.01 = -16. backward finds it for every weight at once, for
    one or for a million. The minus says: to go down, make w larger.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "step", class = true,
    title = "One step", rows = {1}, setup = {"w", "loss"},
  text = [[
    Training is this one rule, over and over:

      w <- w - lr * gradient

    lr, the learning rate, is how far to go. Here w = 1, the gradient is -16, and lr = 0.1.]],
  ask = "Where is w after the step?",
  run = {"loss:backward()", "w:add_(w.grad, -0.1)", "(w*2 - 6)^2",
    "gradcheck(function(w) return (w*2 - 6)^2 end, w)"},
  answer = {kind = "number", low = -10, high = 10, close = 0.05, example = 2.6,
    truth = function(s)
      return number_in(answered(s)[1])
    end,
    say = {below = "Minus times minus: 1 + 0.1*16.", above = "1 + 0.1*16, no more."}},
  after = [[
    w = 2.6, and the loss is 0.64 instead of 16. (gradcheck has measured the slope by moving w a
    little, and agrees with backward.) w:add_(w.grad, -0.1) adds -0.1 times the gradient.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "second", title = "The second step", rows = {1}, tag = "PREDICT",
  setup = {"w_stepped"},
  text = [[
    Now w = 2.6, the error is -0.8, and the slope there is only -3.2. The same three lines once
    more, with the same lr = 0.1. (`w_stepped` is the weight after the first step.)]],
  ask = "Where is w after the second step?",
  run = {"w = w_stepped", "loss = (w*2 - 6)^2", "loss:backward()", "w.grad",
    "w:add_(w.grad, -0.1)"},
  answer = {kind = "number", low = 0, high = 10, close = 0.05, example = 4.52,
    truth = function(s) return number_in(last(answered(s))) end,
    say = {below = [[By the rule it would be 2.6 + 0.1*3.2 = 2.92. But look at w.grad: -19.2. Where
      have you seen the other 16?]]}},
  after = [[
    -19.2 is -16 and -3.2: backward *adds* to the gradient that is there already. Somebody has to
    set it to 0 before: w:zero_grad(). You have just had the most common accident of all.]],
  recall = {
    ask = "w.grad is -16. A second backward finds a slope of -3.2. What is w.grad then?",
    answer = {kind = "choice", truth = "b", options = {{"-3.2", tag = "backward-replaces"},
      {"-19.2"}, {"-9.6, the mean"}}},
    after = "Gradients add up, until zero_grad sets them to 0.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "zero", title = "Down, properly", rows = {1}, setup = {"w"},
  listen = {"backward"},
  text = [[
    A loop takes ten steps in one line. As it stands, it has the accident in it:

      for i = 1, 10 do
        loss = (w*2 - 6)^2
        loss:backward()
        w:add_(w.grad, -0.1)
      end]],
  task = "Bring w to within 0.01 of the best value, 3.",
  goals = {
    {label = "w within 0.01 of 3, by its gradient", when = function(s)
      local x = number_in(s.w.w)
      if not x or s:count("backward") == 0 then return false end
      return near(x, 3, {abs = 0.01})
    end, unless = "w is {x} now."},
  },
  hints = {"The three lines in the loop run as they are. What has to come before them, each time?",
    "The last step names it: a word with a colon, said to w.",
    "Lost? w = tensor(1):requires_grad_() begins anew. Type w to see where it is."},
  solution = "for i = 1, 10 do w:zero_grad() loss = (w*2 - 6)^2 loss:backward() "
    .. "w:add_(w.grad, -0.1) end",
  mistakes = {
    {tag = "no-zero-grad", when = function(s)
      for _, chunk in ipairs(s.chunks) do
        if chunk.source:find("zero_grad", 1, true) then return false end
      end
      return s:count("backward") > 1
    end, say = "w runs to and fro: each step still carries the slopes of all steps before it.",
      example = "for i = 1, 10 do loss = (w*2 - 6)^2 loss:backward() w:add_(w.grad, -0.1) end"},
    {tag = "zero-once", when = function(s)
      local source = s.chunks[1] and last(s.chunks).source or ""
      local zero, loop = source:find("zero_grad", 1, true), source:find("for", 1, true)
      return zero and loop and zero < loop
    end, say = "Once, before the loop, helps the first step only. The other nine add up again.",
      example = "w:zero_grad() for i = 1, 10 do loss = (w*2 - 6)^2 loss:backward() "
        .. "w:add_(w.grad, -0.1) end"},
    {tag = "zero-before-step", when = function(s)
      local x = number_in(s.w.w)
      return x == 1 and s:count("backward") > 1
    end, say = [[w has not moved. The gradient was set to 0 between backward and the step, so the
      step went 0 far.]],
      example = "for i = 1, 10 do loss = (w*2 - 6)^2 loss:backward() w:zero_grad() "
        .. "w:add_(w.grad, -0.1) end"},
  },
  after = "Zero, loss, backward, step: four things, in a circle. That is all there is to training.",
}

-- -----------------------------------------------------------------------------------------------

-- The order in which the events of the loop came: for each step of the optimizer, whether it was
-- preceded by a zero_grad and then by a backward.
local function loop_of(s)
  local zeroed, has_backward, good, all, wiped = false, false, 0, 0, 0
  for _, event in ipairs(s.events) do
    local name = event[1]
    if name == "zero_grad" then
      if has_backward then wiped = wiped + 1 end
      zeroed, has_backward = true, false
    elseif name == "backward" then
      has_backward = true
    elseif name == "step" then
      all = all + 1
      if zeroed and has_backward then good = good + 1 end
      zeroed, has_backward = false, false
    end
  end
  return good, all, wiped
end

steps[#steps + 1] = {
  kind = "task", id = "loop", class = true, title = "The loop, for a network", rows = {3},
  setup = {"train", "val", "net", "crit", "opt"}, listen = {"zero_grad", "backward", "step"},
  text = [[
    The same circle for a network: `net` has 65 numbers, `train` 200 pairs. `crit` measures the
    loss, `opt` holds the weights of `net` and knows the rule. The four lines are in disorder:

      opt:step()
      loss = crit(net(train.x), train.y)
      opt:zero_grad()
      loss:backward()]],
  task = "Put them in order, between `for i = 1, 500 do` and `end`.",
  goals = {
    {label = "100 steps, each with a fresh gradient", when = function(s)
      return above((loop_of(s)), 99)
    end, unless = "Such steps so far: {x}."},
    {label = "the loss on `train` below 0.3", when = function(s)
      local net, train = s.w.net, s.w.train
      if not is_dataset(train, 200) or parameter_count(net) ~= 65 then return false end
      return below(evaluate(net, train).loss, 0.3)
    end, unless = "The loss on `train` is {x} now."},
  },
  hints = {"Which of the four needs what another one makes?",
    "backward needs a loss; the step needs the slopes of backward; and the slate must be clean.",
    "A line that ends in `do` goes on: the prompt shows ...> until `end`."},
  solution = "for i = 1, 500 do opt:zero_grad() loss = crit(net(train.x), train.y) "
    .. "loss:backward() opt:step() end",
  mistakes = {
    {tag = "zero-before-step", when = function(s)
      local good, all, wiped = loop_of(s)
      return good == 0 and all > 0 and wiped > 0
    end,
    say = "The gradients were set to 0 after backward found them: nothing was left to step by.",
      example = "for i = 1, 500 do loss = crit(net(train.x), train.y) loss:backward() "
        .. "opt:zero_grad() opt:step() end"},
    {tag = "no-zero-grad", when = function(s)
      local good, all = loop_of(s)
      return all > 1 and good <= 1
    end, say = [[Steps were made, and the gradients never set to 0. It may even look good for a
      while: old slopes carry it on, as a cart without brakes.]],
      example = "for i = 1, 500 do loss = crit(net(train.x), train.y) loss:backward() "
        .. "opt:step() end"},
    {tag = "no-step", when = function(s)
      local _, all = loop_of(s)
      return all == 0 and s:count("backward") > 0
    end, say = "backward finds the slopes and moves nothing. Who moves the weights?",
      example = "for i = 1, 500 do opt:zero_grad() loss = crit(net(train.x), train.y) "
        .. "loss:backward() end"},
  },
  after = [[
    Each piece can be looked at by itself: type loss, or net[1].weight.grad. And fit does the same,
    in small batches: :unfold shows the loop behind a fit.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "labels", title = "Ground truth", rows = {2},
  setup = {"labelled", "expert"},
  text = [[
    `expert` is a network that knows these two moons: it has 1.00 of clean labels right. In
    `labelled` somebody made mistakes: one label in ten is flipped.]],
  ask = "What share of the labels in `labelled` does the expert have right?",
  run = "accuracy(expert, labelled)",
  answer = {kind = "number", low = 0, high = 1, close = 0.03, example = 0.9,
    truth = function(s) return number_in(last(answered(s))) end,
    say = {above = "Where the label is wrong, the right answer counts as a mistake.",
      below = "Nine labels in ten are what they should be."}},
  after = "Whoever has 1.00 here has learned the mistakes as well.",
  slide = {says = "Given ground truth training pairs ...",
    fact = [["Ground truth" is what somebody has written down. plot(labelled) shows the odd ones
      out.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "optimal", title = "Optimal weights?", rows = {1}, setup = {"train"},
  numbers = function(s)
    local a, b = s.runs[1], s.runs[2]
    if not (is_run(a) and is_run(b)) then return {} end
    return {one = last(a.train_accuracy), two = last(b.train_accuracy),
      loss1 = last(a.train_loss), loss2 = last(b.train_loss)}
  end,
  text = [[
    Two networks of the same shape, on the same points, with the same rule. Only their first
    weights, drawn by chance, differ.]],
  ask = "After 300 epochs: how alike are they?",
  run = {"a = mlp(2,16,1)  b = mlp(2,16,1)",
    "h = fit(a, train, {lr=0.01, epochs=300})", "h = fit(b, train, {lr=0.01, epochs=300})",
    "a[1].weight[1]", "b[1].weight[1]"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local a, b = s.runs[1], s.runs[2]
      if not (is_run(a, 300) and is_run(b, 300)) then return nil end
      local far = (s.w.a[1].weight - s.w.b[1].weight):abs():max():item() > 0.1
      local alike = math.abs(last(a.train_accuracy) - last(b.train_accuracy)) <= 0.2
      return not far and "a" or alike and "b" or "c"
    end,
    options = {
      {"the same weights: those are the best ones", tag = "one-optimum",
        say = "Swap two neurons and the network is the same: there are many best places."},
      {"other weights, about equally many right"},
      {"other weights, far fewer right in one of them"},
    }},
  after = "{one} and {two} right: two valleys, and both will do.",
  slide = {says = "Find optimal weights such that the loss function is minimized.",
    fact = "Good ones, of very many. And that loss is the means: new points are the end."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Back to w = tensor(1):requires_grad_() and the loop with zero_grad. Try other rates: 0.01, 0.2,
    0.24, 0.26. Type w after each ten steps.]],
  ask = "From which rate on does w no longer come to 3? One sentence with a number in it.",
  example = "With 0.24 it still came nearer, with 0.26 it ran away: the edge is at 0.25.",
}

return {
  title = "Training", minutes = 15, rows = {1, 2, 3}, needs = {"first-steps"}, seed = 1,
  class = true,
  intro = [[
    What is training? One rule of one line. You will do a step of it by hand, then five hundred for
    a network.]],
  next = "To try: the loop with opt.lr = 5. To read: ?backward, ?optim.SGD and ?fit.",
  world = world,
  steps = steps,
}
