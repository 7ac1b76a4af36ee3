-- The lesson `data-split`: rows 11 to 16 of the lecture.
--
-- What the parts of a data set are for, how much a measured share can be trusted, and the lecture's
-- chart: four causes of a high error, told apart by measuring on one part more. Measured on 20
-- draws: the share on 20 points wavers by 0.07 to 0.1; networks without activations stay below 0.65
-- on the rings; the gap of 40 rows above 2, of 1000 below 0.4; another world below 0.75 whatever is
-- done with old data, above 0.98 with rows moved like it; the best of 500 coin throwers on 50 rows
-- above 0.63, on fresh rows 0.47 to 0.53.

-- The rows of a data set as texts: to see whether two sets share any.
local function row_set(ds)
  local out = {}
  for _, row in ipairs(ds.x:tolist()) do
    out[("%.9g %.9g"):format(row[1], row[2])] = true
  end
  return out
end

local function share_rows(a, b)
  local seen = row_set(a)
  for row in pairs(row_set(b)) do
    if seen[row] then return true end
  end
  return false
end

-- -----------------------------------------------------------------------------------------------

-- spread(n): a network of fixed skill is measured on n new points, 1000 times; how far the measured
-- shares lie apart (their deviation).
local function make_spread(_, n)
  local function moons(count, shift)
    return data.moons{n = count, noise = 0.25, flip = 0.1, seed = n + shift}
  end
  local net, pool = mlp(2, 16, 1), moons(4000, 900)
  fit(net, moons(400, 800), {lr = 0.01, epochs = 30, verbose = false})
  local right = no_grad(function() return net(pool.x):gt(0):eq(pool.y):reshape(-1):tolist() end)
  return function(count)
    local sum, squares = 0, 0
    for _ = 1, 1000 do
      local hits = 0
      for _ = 1, count do hits = hits + right[math.random(#right)] end
      sum, squares = sum + hits / count, squares + (hits / count) ^ 2
    end
    return math.sqrt(math.max(0, squares / 1000 - (sum / 1000) ^ 2))
  end
end

-- learn(n): n rows of the moons, a network that can learn them by heart, 600 steps; how much higher
-- its loss is on new rows.
local function make_learn(_, n)
  return function(count)
    local function moons(size, shift)
      return data.moons{n = size, noise = 0.25, flip = 0.1, seed = n + shift}
    end
    local run = fit(mlp(2, 64, 64, 1), moons(count, 700), {val = moons(1000, 600), lr = 0.01,
      batch = count, epochs = 600, verbose = false})
    return gap(run)
  end
end

-- champion(models, rows): the best of so many random classifiers on rows whose labels are thrown
-- coins, and what that one does on fresh rows of the same kind.
local function champion(models, rows)
  local x, y = randn(rows, 20), rand(rows, 1):gt(0.5)
  local weights = randn(20, models)
  local shares = x:matmul(weights):gt(0):eq(y):mean(1)
  local best, at = shares:max(1)
  local fresh, labels = randn(5000, 20), rand(5000, 1):gt(0.5)
  local column = weights:narrow(2, math.tointeger(at:item()), 1)
  local function share(t) return math.floor(10000 * t:item() + 0.5) / 10000 end
  return {val = share(best), fresh = share(fresh:matmul(column):gt(0):eq(labels):mean())}
end

local function train_slow(w)
  return fit(mlp(2, 32, 32, 1), w.lab, {optimizer = "sgd", lr = 0.001, batch = 25, epochs = 100,
    verbose = false})
end

local function train_in_lab(w)
  return fit(mlp(2, 32, 32, 1), w.lab, {val = w.street, lr = 0.01, batch = 25, epochs = 60,
    verbose = false})
end

-- Four networks in four worlds, measured on three sets each, in an order that the seed turns.
local function make_cases(_, n)
  local function error_on(model, ds)
    return math.floor(1000 * (1 - accuracy(model, ds)) + 0.5) / 1000
  end
  local function case(cause, model, epochs, rows, make, move)
    local train = make(rows, 11)
    fit(model, train, {lr = 0.01, batch = 25, epochs = epochs, verbose = false})
    local val = make(500, 33)
    return {cause = cause, train = error_on(model, train),
      train_dev = error_on(model, make(500, 22)),
      val = error_on(model, move and val:moved{scale = 1.6, shift = {0.5, 0}} or val)}
  end
  local function ring(count, shift)
    return data.circles{n = count, noise = 0.1, seed = n + shift}
  end
  local function moons(count, shift)
    return data.moons{n = count, noise = 0.35, seed = n + shift}
  end
  local all = {case("mismatch", mlp(2, 32, 32, 1), 60, 400, ring, true),
    case("bias", mlp(2, 1), 100, 400, ring), case("good", mlp(2, 32, 32, 1), 60, 400, ring),
    case("variance", mlp(2, 128, 128, 1), 400, 25, moons)}
  local cases = {}
  for i, one in ipairs(all) do
    cases[(i + n) % 4 + 1] = {train = one.train, train_dev = one.train_dev, val = one.val}
  end
  return cases
end

local world = {
  all = drawn("moons", {n = 500, noise = 0.25, flip = 0.1}),
  spread = {make = make_spread, ok = is_function},
  learn = {make = make_learn, ok = is_function},
  champion = fixed(champion),
  lab = drawn("circles", {n = 400, noise = 0.1}, 100),
  lab10 = drawn("circles", {n = 4000, noise = 0.1}, 300),
  street = {make = function(_, n)
      return data.circles{n = 1000, noise = 0.1, seed = n + 200}:moved{scale = 1.6,
        shift = {0.5, 0}}
    end, ok = function(value) return is_dataset(value, 1000) end},
  slow = {make = train_slow, ok = function(value)
    return is_run(value, 100) and last(value.train_accuracy) < 0.9
  end},
  h = {make = train_in_lab, ok = function(value)
    return is_run(value, 60) and #value.val_accuracy > 0 and last(value.train_accuracy) > 0.95
  end},
  cases = {make = make_cases, ok = function(value)
    return type(value) == "table" and #value == 4
  end},
}

local steps = {}

-- -----------------------------------------------------------------------------------------------

local function is_part(s, name, role, count)
  local ds = s.w[name]
  return is_dataset(ds) and field(ds, "role") == role and (not count or #ds == count)
end

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "`val` has decided at which epoch a run was stopped. Its loss on `val` is 0.40. On others?",
  answer = {kind = "choice", truth = "b", options = {{"0.40 as well",
      say = "It was stopped where these very points came out best, by luck, too."},
    {"a little more than 0.40"},
    {"a little less than 0.40", say = "Nothing was chosen to suit the others."}}},
  after = "Whoever chose with some points looks too good on them. How many parts does it take?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "split", title = "Three parts", rows = {11}, setup = {"all"},
  text = [[
    `all` has 500 rows. One part is for practice, one to choose by, one to be asked once, at the
    end. split deals rows out by chance and returns the parts in this order:

      a, b = all:split{train=0.9, val=0.1}]],
  task = "Make `train`, `val` and `test`: 300, 100 and 100 rows of `all`.",
  goals = {
    {label = "`train` with 300 rows", when = function(s)
      return is_part(s, "train", "train", 300)
    end},
    {label = "`val` and `test` with 100 rows each", when = function(s)
      return is_part(s, "val", "val", 100) and is_part(s, "test", "test", 100)
    end},
    {label = "no row in two of them", when = function(s)
      local train, val, test = s.w.train, s.w.val, s.w.test
      if not (is_part(s, "train", "train") and is_part(s, "val", "val")
        and is_part(s, "test", "test")) then return false end
      return not (share_rows(train, val) or share_rows(train, test) or share_rows(val, test))
    end},
  },
  hints = {"Three names on the left of the sign =, three shares in the braces.",
    "300 of 500: which share is that?"},
  solution = "train, val, test = all:split{train=0.6, val=0.2, test=0.2}",
  mistakes = {
    {tag = "split-twice", when = function(s)
      return is_dataset(s.w.train) and is_dataset(s.w.val) and is_dataset(s.w.test)
        and (share_rows(s.w.train, s.w.val) or share_rows(s.w.train, s.w.test))
    end, say = [[Dealt out twice: some rows are in two parts now. The three have to come from one
      split.]],
      example = "train = all:split{train=0.6}\nval, test = all:split{val=0.2, test=0.2}"},
    {tag = "other-shares", when = function(s) return is_dataset(s.w.train) end,
      say = "Parts are there, of other sizes or names.",
      example = "train, val, test = all:split{train=0.8, val=0.1, test=0.1}"},
  },
  after = "train:describe() tells what is in it. The classes keep their shares in each part.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "spread", title = "How much is enough?", rows = {11, 14},
  setup = {"spread"},
  text = [[
    A network has about 0.8 of all points right. Measured on 20 new points, it has luck at times and
    bad luck at others. spread(20) measures it 1000 times on 20 points and says how far the shares
    lie apart: their standard deviation.]],
  ask = "What is it for 20 points?",
  run = "spread(20)",
  answer = {kind = "number", low = 0.0001, high = 0.5, close = 0.02, example = 0.087,
    truth = last_number, say = {below = "20 points are few: one of them is 0.05 already.",
      above = "So bad it is not; but look what it means."}},
  after = [[
    A measured 0.8 may as well be a 0.7 or a 0.9. Two networks that lie closer than that cannot be
    told apart by 20 points.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "law", title = "Ten times as sharp", rows = {11, 14}, setup = {"spread"},
  ask = "How many points does it take to bring spread(20), about 0.087, down to a tenth?",
  run = "spread(20) / spread(2000)",
  answer = {kind = "number", low = 20, high = 1000000, scale = "log", close = 1.6, unit = "points",
    example = 2000,
    truth = function(s) -- the spread falls with the root: how many points for exactly a tenth
      local ratio = last_number(s)
      return ratio and math.floor(20 * (10 / ratio) ^ 2 + 0.5) * 100 or nil
    end,
    say = {below = "With 200 points it is a third, not a tenth: spread(200).",
      above = "More than needed: the spread falls with the root of the number."}},
  after = [[
    A hundred times as many points for a tenth of the spread: it is sqrt(p(1-p)/n), where p is the
    share and n the number. So the size of `val` follows from what you want to tell apart.]],
  slide = {says = "Data split: train, validation, test.",
    fact = [[No share is right for all. To tell 0.80 from 0.81, 2000 points are hardly enough; to
      tell 0.8 from 0.5, 50 will do.]]},
  recall = {
    ask = "A share measured on 100 points wavers by 0.04. Measured on 400 points?",
    answer = {kind = "choice", truth = "b", options = {{"by 0.04"}, {"by 0.02"}, {"by 0.01"}}},
    after = "Four times the points, half the spread: it goes with the root.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "bigger", title = "The training error is high", rows = {12},
  setup = {"lab"},
  text = [[
    `lab` holds two rings, one in the other. mlp(2, 1) draws one line and has half of them right:
    the chart says bias, and "a bigger model". This one has 1,185 numbers in three layers.]],
  ask = "What share of `lab` will it have right?",
  run = "fit(nn.Sequential{nn.Linear(2,32), nn.Linear(32,32), nn.Linear(32,1)}, lab, "
    .. "{lr=0.01, epochs=100})",
  answer = {kind = "number", low = 0, high = 1, close = 0.08, example = 0.54,
    truth = function(s) return is_run(s.last) and last(s.last.train_accuracy) or nil end,
    say = {above = "Look at the layers: what stands between them?"}},
  after = [[
    Between its layers nothing bends. A line of a line of a line is a line, with 1,185 numbers as
    with 3. mlp(2, 32, 32, 1) puts a ReLU between them.]],
  slide = {says = "Training error high: a bigger model.",
    fact = "Bigger in what it can bend, not in numbers."},
}

-- -----------------------------------------------------------------------------------------------

local function is_same_network(run)
  return is_run(run) and parameter_count(run.model) == 1185 and run.config.activation == "ReLU"
end

steps[#steps + 1] = {
  kind = "task", id = "slow", title = "High, and not too small", rows = {12},
  setup = {"lab", "slow"},
  text = [[
    The run `slow` trained mlp(2, 32, 32, 1) on `lab`, with the ReLUs. Its training error is high
    all the same. Ask the chart, then look yourself:

      diagnose(slow)]],
  task = "The network is big enough. Change something else, within 100 epochs.",
  goals = {
    {label = "what the chart says about `slow`", when = function(s)
      for _, value in ipairs(answered(s)) do
        if type(field(value, "verdict")) == "string" then return true end
      end
      return false
    end},
    {label = "the same network, 100 epochs or fewer: above 0.95 of `lab`", when = function(s)
      return above(largest(s.runs, function(run)
        return is_same_network(run) and run.train == s.w.lab and run.total_epochs <= 100
          and last(run.train_accuracy)
      end), 0.95)
    end, unless = "The best of that network so far has {x} right."},
  },
  hints = {"slow.lr tells how it was trained. Is that a usual rate for plain descent?",
    "The function again repeats a run and changes only what you name: see ?again."},
  solution = {"diagnose(slow)", "again(slow, {lr=0.1})"},
  mistakes = {
    {tag = "bigger-network", when = function(s) return s.last and not is_same_network(s.last) end,
      say = "Another network; this one can do it. What does it lack, if not neurons?",
      example = "again(slow, {model=mlp(2,64,64,1)})"},
    {tag = "longer", when = function(s) return s.last and s.last.total_epochs > 100 end,
      say = "Patience helps in the end. Here 100 epochs are to be enough.",
      example = "again(slow, {epochs=400})"},
    {tag = "not-yet", when = function(s) return s.last ~= nil end,
      say = "The right place. Was the step large enough?", example = "again(slow, {lr=0.002})"},
  },
  after = [[
    With 0.001 it hardly moved: too small a rate looks like too small a network. diagnose saw only
    that the error is high and that the curve is flat.]],
  slide = {
    says = "Training error high: a bigger model, a different architecture, longer training.",
    fact = [[Before these, the cheap ones: another rate or optimizer, normalised inputs, less
      regularization.]]},
}

-- -----------------------------------------------------------------------------------------------

local function gaps(s)
  local low, high = math.huge, -math.huge
  for _, run in ipairs(s.runs) do
    if parameter_count(run.model) == 4417 and #run.val_loss > 0 and run.epochs >= 600 then
      low, high = math.min(low, gap(run)), math.max(high, gap(run))
    end
  end
  return low, high
end

steps[#steps + 1] = {
  kind = "task", id = "variance", title = "Good at home, bad outside", rows = {13, 14},
  setup = {"learn"},
  text = [[
    learn(n) trains a network of 4,417 numbers on n rows of the moons, 600 steps, and says how much
    higher its loss is on new rows of the same kind: the gap.

      learn(100)]],
  task = "Find a number of rows with a large gap, and one with which it all but closes.",
  goals = {
    {label = "a gap above 2", when = function(s)
      local _, high = gaps(s)
      return above(high, 2)
    end, unless = "The largest gap so far: {x}."},
    {label = "a gap below 0.4", when = function(s)
      local low = gaps(s)
      return below(low, 0.4)
    end, unless = "The smallest gap so far: {x}."},
  },
  hints = {"4,417 numbers: how many rows can they learn by heart, and how many no longer?",
    "Go in factors of 3 or so, up and down."},
  solution = {"learn(30)", "learn(1000)"},
  mistakes = {
    {tag = "few-only", when = function(s)
      local low, high = gaps(s)
      return high > 2 and low >= 0.4
    end, say = "Few rows it learns by heart, each of them. What if they are too many?",
      example = "learn(30)\nlearn(40)"},
    {tag = "many-only", when = function(s)
      local low = gaps(s)
      return low < 0.4
    end, say = "Hardly any gap. And with so few rows that it can know each of them?",
      example = "learn(1000)"},
    {tag = "between", when = function(s) return s.last ~= nil end,
      say = "Neither much nor little. Go farther, in both directions.", example = "learn(200)"},
  },
  after = "The same network, as many steps: more rows alone closed the gap. That is variance.",
  slide = {says = "Training and validation error are high: variance.",
    fact = [[Both high is bias. Variance is: training error low, and high on unseen rows of the same
      world. Then: more data, regularization, another architecture.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "street", title = "Low at home, high outside", rows = {15}, class = true,
  setup = {"lab", "lab10", "street", "h"},
  text = [[
    `h` was trained on the rings of `lab` and has nearly all of them right. On `street`, where it
    will be used, it has {acc} right. Variance wants more data: `lab10` has ten times as much.]],
  numbers = function(s)
    local numbers = {}
    if is_run(s.w.h) then numbers.acc = last(s.w.h.val_accuracy) or 0 end
    if is_run(s.last) then numbers.now = last(s.last.val_accuracy) or 0 end
    return numbers
  end,
  ask = "What share of `street` has it right after training on `lab10`?",
  run = "h10 = fit(mlp(2,32,32,1), lab10, {val=street, lr=0.01, batch=25, epochs=60})",
  answer = {kind = "number", low = 0, high = 1, close = 0.05, example = 0.68,
    truth = function(s) return is_run(s.last) and last(s.last.val_accuracy) or nil end,
    say = {above = "Ten times as much of what it knew already.",
      below = "Worse it is not either. It is the same."}},
  after = "{now}. So that was not variance. With these two numbers alone nobody could have known.",
  recall = {
    ask = "Training error low, validation error high. More data of the same kind: does it help?",
    answer = {kind = "choice", truth = "c", options = {{"yes", tag = "more-data-always-helps"},
      {"no"}, {"one more part has to be measured to know"}}},
    after = "Unseen rows of the training world tell variance from mismatch.",
  },
}

-- -----------------------------------------------------------------------------------------------

-- Has a run since the step began used a part of `lab` alone, and which rows were then measured?
local function run_on_part(s)
  return s:run_with(function(run)
    return is_dataset(s.w.lab) and run.train ~= s.w.lab and #run.train < 400 and #run.train >= 200
      and field(run.train, "role") == "train" and last(run.train_accuracy) > 0.9
  end)
end

local function measured_unseen(s)
  local run = run_on_part(s)
  if not run then return false end
  for _, event in ipairs(s.events) do
    local name, model, ds = table.unpack(event, 1, 3)
    if name == "evaluate" and model == run.model and is_dataset(ds)
      and field(ds, "role") == "train_dev" and not share_rows(ds, run.train) then return true end
  end
  return false
end

steps[#steps + 1] = {
  kind = "task", id = "train-dev", title = "One part more", rows = {15}, class = true,
  setup = {"lab", "street"},
  text = [[
    What would tell the two apart? Rows of `lab` that training never saw. split has a name for them,
    train_dev:

      a, b = lab:split{train=0.9, train_dev=0.1}
      fit(mlp(2,32,32,1), a, {lr=0.01, batch=25, epochs=60})]],
  task = "Train on 300 rows of `lab`, and measure the network on the 100 others.",
  goals = {
    {label = "a network trained on 300 rows of `lab`", when = function(s)
      local run = run_on_part(s)
      return run ~= nil and #run.train == 300
    end},
    {label = "its accuracy on the other 100", when = measured_unseen},
  },
  hints = {"300 of 400 is a share; so is 100 of 400. Two names on the left.",
    "accuracy(NETWORK, ROWS) measures; for a run r the network is r.model."},
  solution = {"a, dev = lab:split{train=0.75, train_dev=0.25}",
    "r = fit(mlp(2,32,32,1), a, {lr=0.01, batch=25, epochs=60})", "accuracy(r.model, dev)"},
  mistakes = {
    {tag = "measures-training-rows", when = function(s)
      local run = run_on_part(s)
      return run ~= nil and s:count("evaluate") > 0 and not measured_unseen(s)
    end, say = "Those were not the rows that it never saw. The second part has them.",
      example = "a, b = lab:split{train=0.75, train_dev=0.25}\n"
        .. "r = fit(mlp(2,32,32,1), a, {lr=0.01, batch=25, epochs=60})\naccuracy(r.model, a)"},
    {tag = "all-rows", when = function(s) return s.last and s.last.train == s.w.lab end,
      say = "That run has seen all of `lab`: nothing is left to ask about.",
      example = "r = fit(mlp(2,32,32,1), lab, {lr=0.01, batch=25, epochs=60})"},
    {tag = "not-measured", when = function(s) return run_on_part(s) ~= nil end,
      say = "A network is there. Ask it about the rows that were held back.",
      example = "a, b = lab:split{train=0.75, train_dev=0.25}\n"
        .. "r = fit(mlp(2,32,32,1), a, {lr=0.01, batch=25, epochs=60})"},
  },
  after = [[
    On unseen rows of `lab` it is as good as on its own. So it has learned the rings, not the rows:
    no variance. `street` is another world: mismatch.]],
  slide = {says = "Validation error high: train-test mismatch.",
    fact = [[High on `val` alone means either. With a train-dev part it is: low, low, high for a
      mismatch; low, high, high for variance.]]},
}

-- -----------------------------------------------------------------------------------------------

local function shared_with_street(s, run)
  return is_dataset(s.w.street) and share_rows(run.train, s.w.street)
end

steps[#steps + 1] = {
  kind = "task", id = "generate", title = "Data like theirs", rows = {15}, class = true,
  setup = {"lab", "street"},
  text = [[
    `street` has the same rings, seen differently: plot(lab), plot(street). moved makes other data
    out of old, here twice as large and pushed up:

      m = lab:moved{scale=2, shift={0, 1}}
      fit(mlp(2,32,32,1), m, {val=street, lr=0.01, epochs=60})]],
  task = "Make training data like `street`, without practising on a row of it.",
  goals = {{label = "above 0.9 of `street` right, none of its rows used", when = function(s)
    return above(largest(s.runs, function(run)
      return run.val == s.w.street and not shared_with_street(s, run) and last(run.val_accuracy)
    end), 0.9)
  end, unless = "The best so far: {x}."}},
  hints = {"Read the axes: where is the middle of the rings, and how wide is the outer one?",
    "Guess the factor first, then the shift of the first number. A guess that is near will do."},
  solution = {"m = lab:moved{scale=1.6, shift={0.5, 0}}",
    "fit(mlp(2,32,32,1), m, {val=street, lr=0.01, batch=25, epochs=60})"},
  mistakes = {
    {tag = "trains-on-street", when = function(s)
      return s.last and shared_with_street(s, s.last)
    end, say = "It practised on what it is asked about. What it does on others, nobody knows.",
      example = "fit(mlp(2,32,32,1), street, {val=street, lr=0.01, batch=25, epochs=60})"},
    {tag = "same-world", when = function(s) return s.last and s.last.train == s.w.lab end,
      say = "That is `lab` as it was. Something has to be done to its rows.",
      example = "fit(mlp(2,32,32,1), lab, {val=street, lr=0.01, batch=25, epochs=60})"},
    {tag = "moved-elsewhere", when = function(s) return s.last ~= nil end,
      say = "Another world, and not yet theirs. Compare plot(m) with plot(street).",
      example = "m = lab:moved{scale=2, shift={0, 1}}\n"
        .. "fit(mlp(2,32,32,1), m, {val=street, lr=0.01, batch=25, epochs=60})"},
  },
  after = "Old rows, moved by a guess: that is what generated data is, done in one line.",
  slide = {says = "Generate data; make training and validation data similar.",
    fact = [[In 20 of 20 draws it cured the mismatch; a larger network or ten times the rows did in
      none.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "coins", title = "The best of 500", rows = {16}, setup = {"champion"},
  text = [[
    50 rows whose labels are thrown coins: there is nothing to learn. champion(500, 50) makes 500
    classifiers by chance, untrained, and keeps the one that is best on these 50.]],
  ask = "What share of the 50 does the winner have right?",
  run = {"w = champion(500, 50)", "w.val"},
  answer = {kind = "number", low = 0, high = 1, close = 0.06, example = 0.7, truth = last_number,
    say = {below = "Each of them alone, on average. But this is the luckiest of 500.",
      above = "So lucky is not even the luckiest of 500."}},
  after = "That would pass for something learned. What will it do on 5000 fresh rows?",
}

-- -----------------------------------------------------------------------------------------------

-- What the winners of the step lost on fresh rows: the least and the most.
local function optimism(s)
  local least, most
  local function see(value)
    local val, fresh = field(value, "val"), field(value, "fresh")
    if type(val) == "number" and type(fresh) == "number" then
      least, most = math.min(least or 1, val - fresh), math.max(most or -1, val - fresh)
    end
  end
  for _, value in ipairs(answered(s)) do see(value) end
  for name, value in pairs(s.w) do
    if s.before[name] ~= value then see(value) end
  end
  return least, most
end

steps[#steps + 1] = {
  kind = "task", id = "optimism", title = "What is it worth?", rows = {16}, setup = {"champion"},
  text = "champion(500, 50) tells both shares of the winner: on the 50 rows, and on fresh ones.",
  task = "Find out what it is worth, then make the choice more honest.",
  goals = {
    {label = "a winner at least 0.1 worse on fresh rows", when = function(s)
      local _, most = optimism(s)
      return most ~= nil and most >= 0.1, {x = most or 0}
    end},
    {label = "a winner of 500 at most 0.08 worse on fresh rows", when = function(s)
      local least = optimism(s)
      return least ~= nil and least <= 0.08, {x = least or 0}
    end, unless = "The smallest step down so far: {x}."},
  },
  hints = {"champion(MODELS, ROWS). Which of the two numbers makes luck less likely?",
    "On how many rows does a coin hardly ever come up 7 times out of 10?"},
  solution = {"champion(500, 50)", "champion(500, 2000)"},
  mistakes = {
    {tag = "few-rows", when = function(s)
      local _, most = optimism(s)
      return most ~= nil and most >= 0.1
    end, say = "Still luck. The slide has a cure: more of what the choice is made by.",
      example = "champion(500, 50)\nchampion(500, 60)"},
    {tag = "honest-only", when = function(s) return optimism(s) ~= nil end,
      say = "That one is honest. And the first one, with 50 rows?",
      example = "champion(500, 2000)"},
  },
  after = [[
    Choosing among many by few rows finds luck. Each look at `val` is such a choice, and each look
    at `test`, too: that is why `test` is asked once.]],
  slide = {
    says = "Testing error is high: the validation set was overfitted. More validation data.",
    fact = [[That, or fewer choices. After an honest split a high test error can also be bad luck,
      or another world: a fresh sample tells.]]},
}

-- -----------------------------------------------------------------------------------------------

local function right_causes(s)
  local cause, cases, count = s.w.cause, s.w.cases, 0
  if type(cause) ~= "table" or type(cases) ~= "table" then return 0 end
  local names = {["high bias"] = "bias", ["high variance"] = "variance", mismatch = "mismatch",
    good = "good"}
  for i, case in ipairs(cases) do
    if type(case) == "table" and case.train and names[diagnose(case).verdict] == cause[i] then
      count = count + 1
    end
  end
  return count
end

steps[#steps + 1] = {
  kind = "task", id = "chart", title = "Which one is it?", rows = {12, 13, 15}, class = true,
  setup = {"cases"},
  text = [[
    Four networks, their errors measured on three parts: cases[1] to cases[4]. One suffers from
    bias, one from variance, one from a mismatch, and one is good. Say it like this:

      cause = {"good", "bias", "variance", "mismatch"}]],
  task = "Read the errors, decide, and set `cause`.",
  goals = {{label = "all four causes named", when = function(s)
    local count = right_causes(s)
    return count == 4, {x = count}
  end, unless = "{x} of 4 are right."}},
  hints = {"Begin at the top: is the training error high? Then the cause is found.",
    "Otherwise go on: at which of the three numbers does the error jump?"},
  solution = {"short = {[\"high bias\"]=\"bias\", [\"high variance\"]=\"variance\"}",
    "cause = {}",
    "for i = 1, 4 do v = diagnose(cases[i]).verdict; cause[i] = short[v] or v end"},
  mistakes = {
    {tag = "one-for-all", when = function(s)
      local cause = s.w.cause
      return type(cause) == "table" and #cause > 1 and cause[1] == cause[2]
    end, say = "Each of the four occurs once.",
      example = 'cause = {"bias", "bias", "bias", "bias"}'},
    {tag = "not-four", when = function(s)
      return s.w.cause ~= nil and (type(s.w.cause) ~= "table" or #s.w.cause ~= 4)
    end, say = "`cause` needs four texts, in the order of the cases.", example = 'cause = "bias"'},
  },
  after = [[
    From left to right, the first step up names the cause: before the first number bias, then
    variance, then mismatch. diagnose does no more than that.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Try a claim elsewhere: champion(10000, 50); learn with 3000 rows; how wrong may scale and shift
    be guessed; do 40 rows of `street` among those of `lab` cure anything?]],
  ask = "What did you try, and what came of it? One sentence with a number in it.",
  example = "With scale 2 and shift 0.5 it still had 0.87 of the street right.",
}

return {
  title = "Splitting the data", minutes = 20, rows = {11, 12, 13, 14, 15, 16},
  needs = {"overfitting"}, seed = 1,
  intro = [[
    The error is high. Too small a network, too few rows, or another world? One number cannot tell;
    two cannot either. How many does it take?]],
  next = [[
    To try: diagnose on a run of your own. To read: ?diagnose and ?dataset:split.]],
  world = world,
  steps = steps,
}
