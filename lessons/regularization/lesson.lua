-- The lesson `regularization`: rows 25 to 32 of the lecture.
--
-- The slide's two weight vectors by hand, then the cat with five features, features that say the
-- same, and what weight decay is. Measured on 20 draws (1000 cats, whole batches): the proximal
-- step leaves exactly two weights at 0, those of eyes and ears, in 20; the plain gradient of L1
-- none in 20; effective number of features 3.7 to 4.2 without penalty, 1.6 to 2.3 with L1, 3.8 to
-- 4.2 with L2; of five equal ones 4.86 or more with L2, 2.1 to 4.5 without; AdamW's weights 3.2
-- times or more as large as Adam's at the same coefficient; in 40 draws maxout ended 1.3 times or
-- more above its lowest loss in 40, below ReLU in 24.

local function weights(model)
  local ok, list = pcall(function() return model[1].weight:reshape(-1):tolist() end)
  return ok and list or {}
end

-- How many features carry the decision: (sum w)^2 / sum w^2, 5 where five weights are equal.
local function effective(model)
  local sum, squares = 0, 0
  for _, w in ipairs(weights(model)) do sum, squares = sum + w, squares + w * w end
  return squares > 0 and sum * sum / squares or 0
end

local function cats(count, shift)
  return function(_, n)
    local all = data.cats{n = count, seed = n + shift}
    return data.Standardizer(all)(all)
  end
end

-- Two columns of normal numbers that leave the global generator alone: moons drowned in noise.
local function noise(n) return data.moons{n = 200, noise = 1000, seed = n}.x / 1000 end

-- Five features that say the same: the class, a noise they share, and a little of their own.
local function alike(_, n)
  local y = data.moons{n = 200, seed = n}.y
  local own = cat({noise(10 * n + 1), noise(10 * n + 2), noise(10 * n + 3)}, 2)
  local shared = own:narrow(2, 6, 1)
  return data.from(y * 2 - 1 + shared + own:narrow(2, 1, 5) * 0.3, y, {task = "binary"})
end

local function is_five(count)
  return function(value)
    return is_dataset(value, count) and value.x:size(2) == 5
  end
end

local function is_tensor_of(...)
  local wanted = {...}
  return function(value)
    local list = numbers_in(value)
    if not list or #list ~= #wanted then return false end
    for i, x in ipairs(wanted) do
      if list[i] ~= x then return false end
    end
    return true
  end
end

local world = {
  x = {make = function() return tensor{1, 2, 1} end, ok = is_tensor_of(1, 2, 1)},
  a = {make = function() return tensor{0, 0.75, 0} end, ok = is_tensor_of(0, 0.75, 0)},
  b = {make = function() return tensor{0.25, 0.5, 0.25} end, ok = is_tensor_of(0.25, 0.5, 0.25)},
  cats = {make = cats(1000, 100), ok = is_five(1000)},
  alike = {make = alike, ok = is_five(200)},
  effective = {make = function() return effective end, ok = is_function},
  few = {make = function(_, n)
    return data.moons{n = 40, noise = 0.25, flip = 0.1, seed = n + 400}
  end, ok = function(value) return is_dataset(value, 40) end},
  val = {make = function(_, n)
    return data.moons{n = 300, noise = 0.25, flip = 0.1, seed = n + 500}
  end, ok = function(value) return is_dataset(value, 300) end},
  moons = {make = function(_, n) return data.moons{n = 100, noise = 0.2, seed = n + 300} end,
    ok = function(value) return is_dataset(value, 100) end},
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "A network has grown very sure of everything, its mistakes included. Its weights are:",
  answer = {kind = "choice", truth = "a", options = {{"large"}, {"small"},
    {"as they were at the start"}}},
  after = "So put a price on large weights. But which price: their size, or their square?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "price1", title = "Two ways to say 1.5", rows = {29, 30},
  setup = {"x", "a", "b"},
  text = [[
    The slide's example: features x = (1, 2, 1), and two weight vectors, a = (0, 0.75, 0) and
    b = (0.25, 0.5, 0.25). Both answer 1.5, so the data cannot choose between them. L1 is the sum of
    the sizes: 0.75 for a.]],
  ask = "What is L1 for b?",
  run = {"(a*x):sum(), (b*x):sum()", "nn.reg.L1(1)(a), nn.reg.L1(1)(b)"},
  answer = {kind = "number", low = 0, high = 5, close = 0.01, example = 1,
    truth = function(s) return number_in(last(answered(s))) end},
  after = [[
    a is cheaper by L1. It even is the cheapest of all that answer 1.5: the feature with x = 2 gives
    twice as much for the same price, so all is spent on it.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "price2", title = "And by squares?", rows = {31}, setup = {"x", "a", "b"},
  text = "L2 is the sum of the squares: 0.5625 for a.",
  ask = "What is L2 for b = (0.25, 0.5, 0.25)?",
  run = "nn.reg.L2(1)(a), nn.reg.L2(1)(b)",
  answer = {kind = "number", low = 0, high = 5, close = 0.011, example = 0.375,
    truth = function(s) return number_in(last(answered(s))) end},
  after = [[
    By squares b is cheaper: one large weight costs more than several small ones. b is the cheapest
    of all: its weights go like x, 1 to 2 to 1.]],
  slide = {says = "0.56 and 0.37; L2 enforces similar weights.",
    fact = "0.5625 and 0.375. Similar only where features are similarly large and useful."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "total", title = "Loss and price together", rows = {25, 29},
  setup = {"x", "a", "b"},
  text = [[
    Now 1.7 would be true. The data term, (1.5 - 1.7)^2 = 0.04, is the same for a and b. The total
    is data term + lambda * R; lambda says how much a unit of R costs. Take lambda = 0.1, and R by
    squares.]],
  ask = "What is the total for b?",
  run = {"term = ((b*x):sum() - 1.7)^2", "price = nn.reg.L2(0.1)(b)", "term, price, term + price"},
  answer = {kind = "number", low = 0, high = 2, close = 0.002, example = 0.0775,
    truth = function(s) return number_in(last(answered(s))) end,
    say = {above = "R = 0.375, and lambda = 0.1 makes 0.0375 of it.",
      below = "0.04 for the data, and 0.1 * 0.375 on top."}},
  after = [[
    Training minimizes the sum. The gradient pulls at both: towards the data, and towards 0. lambda
    decides who is stronger.]],
  slide = {says = "L = data term + R.",
    fact = "With a lambda before R, which you choose. And biases are usually left out of R."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "implicit", title = "No penalty at all", rows = {31}, setup = {"x"},
  text = [[
    Gradient descent from all zeros, on (w.x - 1.5)^2 and nothing else. No price on anything. There
    are endlessly many w that answer 1.5.]],
  ask = "On which of them does it land?",
  run = {"w = zeros(3):requires_grad_()",
    "for i = 1, 200 do w:zero_grad() loss = ((w*x):sum() - 1.5)^2 loss:backward() "
      .. "w:add_(w.grad, -0.05) end", "w"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local w = numbers_in(s.w.w)
      if not w or #w ~= 3 then return nil end
      if near(w[1], 0.25, {abs = 0.01}) and near(w[2], 0.5, {abs = 0.01}) then return "b" end
      return near(w[2], 0.75, {abs = 0.01}) and "a" or "c"
    end,
    options = {{"a = (0, 0.75, 0)", say = "Each step moves w along x, so no feature is left out."},
      {"b = (0.25, 0.5, 0.25)"},
      {"some other one, by chance", say = "There is no chance in it: each step goes along x."}}},
  after = [[
    Each step moves w along x, so from zeros it can only reach what goes like x. Descent has a taste
    of its own. From (1, 0, 0) it lands elsewhere: try w = tensor{1,0,0}:requires_grad_().]],
}

-- -----------------------------------------------------------------------------------------------

local function zeros_in(model)
  local count = 0
  for _, w in ipairs(weights(model)) do
    if w == 0 then count = count + 1 end
  end
  return count
end

-- Runs of five weights on the cats.
local function cat_run(s, test)
  return s:run_with(function(run)
    return #run.train == 1000 and parameter_count(run.model) == 6 and test(run)
  end)
end

steps[#steps + 1] = {
  kind = "predict", id = "gradient", class = true, title = "The cat", rows = {27}, setup = {"cats"},
  text = [[
    `cats` has 1000 animals with five features: fur, eyes, tail, paws, ears. Nearly all animals have
    two eyes and two ears, so these tell little. One neuron, with L1: l1=0.1 adds 0.1 times the sum
    of the sizes to the loss.]],
  ask = "How many of its five weights are exactly 0 after 200 epochs?",
  run = {"net = mlp(5, 1)", 'h = fit(net, cats, {optimizer="sgd", lr=0.5, batch=1000, '
    .. "epochs=200, l1=0.1})", "net[1].weight"},
  answer = {kind = "number", low = 0, high = 5, close = 0, example = 0,
    truth = function(s)
      return is_run(s.last, 200) and zeros_in(s.last.model) or nil
    end,
    say = {above = [[Small, some of them, and never 0: near 0 the price pulls by a fixed amount, so
      the step goes across 0 and back again.]]}},
  after = "Small is not zero. Then how does L1 ignore anything?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "exact", class = true,
    title = "Exactly zero", rows = {27, 30}, setup = {"cats"},
  text = [[
    With proximal=true the price is not added to the loss: after each step every weight is moved
    towards 0 by lr*lambda, and stays there if it arrives. The line from before:

      net = mlp(5, 1)
      h = fit(net, cats, {optimizer="sgd", lr=0.5,
        batch=1000, epochs=200, l1=0.1})]],
  task = "Make the neuron ignore features: first two of the five, then all but one.",
  goals = {
    {label = "two weights are exactly 0", when = function(s)
      return cat_run(s, function(run) return zeros_in(run.model) == 2 end) ~= nil
    end},
    {label = "another one that looks at a single feature", when = function(s)
      return cat_run(s, function(run) return zeros_in(run.model) == 4 end) ~= nil
    end},
    {label = "which still has more than 0.75 of the cats right", when = function(s)
      local run = cat_run(s, function(one)
        return zeros_in(one.model) == 4 and last(one.train_accuracy) > 0.75
      end)
      return run ~= nil
    end},
  },
  hints = {"The text names the option. It stands in the braces, beside l1.",
    "A fresh network for each run: mlp(5, 1) again. net[1].weight shows its weights.",
    "A higher price leaves fewer features. Twice, three times as high?"},
  solution = {'net = mlp(5, 1) h = fit(net, cats, {optimizer="sgd", lr=0.5, batch=1000, '
    .. "epochs=200, l1=0.1, proximal=true})",
    'net = mlp(5, 1) h = fit(net, cats, {optimizer="sgd", lr=0.5, batch=1000, '
    .. "epochs=200, l1=0.3, proximal=true})"},
  mistakes = {
    {tag = "gradient-l1", when = function(s)
      return s.last and (s.last.config.l1 or 0) > 0 and zeros_in(s.last.model) == 0
    end, say = "Added to the loss, L1 makes weights small and none of them 0.",
      example = 'net = mlp(5,1) h = fit(net, cats, {optimizer="sgd", lr=0.5, batch=1000, '
        .. "epochs=200, l1=0.3})"},
    {tag = "l2-for-zeros", when = function(s)
      return s.last and (s.last.config.l2 or 0) > 0
    end, say = "Squares near 0 cost next to nothing: nobody is pushed all the way.",
      example = 'net = mlp(5,1) h = fit(net, cats, {optimizer="sgd", lr=0.5, batch=1000, '
        .. "epochs=200, l2=0.3})"},
    {tag = "too-dear", when = function(s)
      return s.last and zeros_in(s.last.model) == 5
    end, say = "At that price it looks at nothing at all. Cheaper.",
      example = 'net = mlp(5,1) h = fit(net, cats, {optimizer="sgd", lr=0.5, batch=1000, '
        .. "epochs=200, l1=0.9, proximal=true})"},
  },
  slide = {says = "L1 focuses all the attention on a few key features.",
    fact = [[So it does: in 20 of 20 draws eyes and ears went, and at last only fur stayed. But
      attention is no gain by itself: each time the share right fell by some hundredths.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "same", class = true, title = "Features that say the same", rows = {28},
  setup = {"alike", "effective"},
  numbers = function(s)
    local none = s.runs[1]
    return is_run(none) and {none = effective(none.model)} or {}
  end,
  text = [[
    `alike` has five features that say nearly the same. effective(net) is how many of them carry
    the decision: 5 where all weights are equal, 1 where one does it all.]],
  ask = "With l2=0.1: what is the effective number of features?",
  run = {'h = fit(mlp(5,1), alike, {optimizer="sgd", lr=0.2, batch=200, epochs=300})',
    "h = again(h, {l2=0.1})", "effective(h.model)"},
  answer = {kind = "number", low = 0, high = 5, close = 0.25, example = 4.93,
    truth = function(s) return #s.runs >= 2 and number_in(last(answered(s))) or nil end,
    say = {below = "Five shares of one job are cheapest by squares when they are equal."}},
  after = "Without a price it was {none:.1f}: chance decided who did the work.",
  slide = {says = "L2 takes all features, with similar importance, into account.",
    fact = "Where they are equally good. The cat's five are not, and stay different under L2."},
}

-- -----------------------------------------------------------------------------------------------

local function size_of(run)
  local sum = 0
  for _, p in ipairs(run.model:parameters()) do sum = sum + p:detach():norm():item() ^ 2 end
  return math.sqrt(sum)
end

steps[#steps + 1] = {
  kind = "predict", id = "decay", title = "Is weight decay L2?", rows = {32}, setup = {"moons"},
  numbers = function(s)
    local a, b = s.runs[1], s.runs[2]
    if not (is_run(a) and is_run(b)) then return {} end
    return {adam = size_of(a), adamw = size_of(b)}
  end,
  text = [[
    Weight decay shrinks each weight a little at every step. For plain SGD that is the same as a
    price by squares. Adam divides each gradient by its usual size, the price included; AdamW takes
    the decay past that division.]],
  ask = "Same start, same coefficient 0.02, 200 epochs: who ends with larger weights?",
  run = {"net = mlp(2,32,32,1)  twin = net:clone()",
    "h = fit(net, moons, {optimizer=optim.Adam(net, {lr=0.01, weight_decay=0.02}), epochs=200})",
    "h = fit(twin, moons, {optimizer=optim.AdamW(twin, {lr=0.01, weight_decay=0.02}), "
      .. "epochs=200})"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local a, b = s.runs[1], s.runs[2]
      if not (is_run(a, 200) and is_run(b, 200)) then return nil end
      local ratio = size_of(b) / size_of(a)
      return ratio < 0.8 and "a" or ratio > 1.25 and "b" or "c"
    end,
    options = {{"Adam"}, {"AdamW"}, {"both the same", tag = "decay-is-l2",
      say = "For SGD it would be. Adam rescales the price together with the slope."}}},
  after = "The norm of all weights: {adam:.1f} with Adam, {adamw:.1f} with AdamW.",
  slide = {says = "L2 regularization.",
    fact = [[L2 is weight decay for SGD only (weight_decay=0.02 is l2=0.01 there). With Adam they
      are two things: the same number means another price.]]},
  recall = {
    ask = "For which optimizer are weight decay and an L2 penalty the same thing?",
    answer = {kind = "choice", truth = "a", options = {{"SGD"}, {"Adam"},
      {"all of them", tag = "decay-is-l2"}}},
    after = "For SGD. Adam rescales the penalty's gradient; AdamW leaves the decay alone.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "others", title = "The others on the slide", rows = {26, 36},
  setup = {"few", "val"},
  text = [[
    The slide counts max-out among the regularizations: units that take the larger of two sums. On
    40 moons, a network of ReLU of this size ends far above its lowest loss on `val`.]],
  ask = "Where does the maxout network end after 300 epochs?",
  run = {"net = nn.Sequential{nn.Maxout(2,64), nn.Maxout(64,64), nn.Linear(64,1)}",
    "h = fit(net, few, {val=val, lr=0.01, epochs=300})"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local run = s.last
      if not is_run(run, 300) then return nil end
      return last(run.val_loss) > 1.2 * run.val_loss[run.best_epoch] and "b" or "a"
    end,
    options = {{"near its lowest loss", tag = "maxout-regularizes",
      say = "It has twice as many weights. Why should it overfit less?"},
      {"far above it, too"}}},
  after = "It is an activation that learns its own shape. The lesson `activations` uses it as one.",
  slide = {says = "Other regularizations: max-out, dropout, label smoothing.",
    fact = [[Dropout and smoothing, yes. In 40 draws maxout beat ReLU in 24, close to a coin;
      l2=0.01 did in all 40.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Raise l1 on the cats from 0.05 to 0.5 in a few steps, with proximal=true, and watch
    net[1].weight. In which order do the features go?]],
  ask = "Which went first, which stayed, and what did it cost? One sentence with a number in it.",
  example = "Ears and eyes went before 0.1, tail stayed till 0.2, fur alone had 0.85 right.",
}

return {
  title = "Regularization", minutes = 20, rows = {25, 26, 27, 28, 29, 30, 31, 32, 36},
  needs = {"overfitting"}, seed = 1, class = true,
  intro = [[
    Large weights can be made to cost something. Two prices look much alike on paper, and do quite
    different things.]],
  next = "To try: l1 and l2 together, nn.reg.ElasticNet. To read: ?nn.reg.L1 and ?optim.AdamW.",
  world = world,
  steps = steps,
}
