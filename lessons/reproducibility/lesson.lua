-- The lesson `reproducibility`: row 79 of the lecture.
--
-- Where chance enters a run, how to hold it still, and what a single run is worth. Measured on 20
-- draws: the same seed gives the same bits in each; one weight changed by 2 in ten million changes
-- the validation loss by less than 0.0001 after 10 epochs, and visibly after 1000; ten seeds of one
-- setting lie 0.015 to 0.23 of accuracy apart.

-- nudged(epochs): five networks, each trained as it is and with one weight changed by 2 in ten
-- million; the largest difference of the validation losses at the end.
local function make_nudged(w)
  local function loss_of(net, epochs)
    return last(fit(net, w.train, {val = w.val, lr = 0.01, epochs = epochs, seed = 1,
      verbose = false}).val_loss)
  end
  return function(epochs)
    local largest = 0
    for i = 1, 5 do
      seed(i)
      local net = mlp(2, 64, 64, 1)
      local other = net:clone()
      local weight = other[1].weight
      weight[{1, 1}] = weight[{1, 1}] * (1 + 2e-7)
      largest = math.max(largest, math.abs(loss_of(net, epochs) - loss_of(other, epochs)))
    end
    return largest
  end
end

-- go(): one run of one setting; the share of `val` that it has right.
local function make_go(w)
  return function()
    return last(fit(mlp(2, 64, 64, 1), w.train, {val = w.val, lr = 0.01, epochs = 30,
      verbose = false}).val_accuracy)
  end
end

local world = {
  train = drawn("moons", {n = 40, noise = 0.25, flip = 0.1}),
  val = drawn("moons", {n = 200, noise = 0.25, flip = 0.1}, 50),
  nudged = {make = make_nudged, ok = is_function},
  go = {make = make_go, ok = is_function},
}

local function is_equal(a, b)
  if #a.val_loss ~= #b.val_loss or #a.val_loss < 10 then return false end
  for i, x in ipairs(a.val_loss) do
    if x ~= b.val_loss[i] then return false end
  end
  return true
end

-- Is there a pair of neighbouring runs, as long as each other, for which `test` holds?
local function some_pair(s, test)
  for i = 2, #s.runs do
    local a, b = s.runs[i - 1], s.runs[i]
    if #a.val_loss >= 10 and #a.val_loss == #b.val_loss and test(a, b) then return true end
  end
  return false
end

local function differ(a, b) return not is_equal(a, b) end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "One run of each of two settings, measured on 100 points: 0.91 and 0.92. What is known?",
  answer = {kind = "choice", truth = "b", options = {{"the second setting is better",
      say = "One point in a hundred. Another 100 points may turn it round."},
    {"nothing yet"}}},
  after = "Points differ by chance, and so do two runs of one setting. Can chance be held still?",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "twice", class = true, title = "The same number twice", rows = {79},
  setup = {"train", "val"},
  text = [[
    Type this line twice and compare the losses. Then find out how to get the same ones twice.

      fit(mlp(2,16,1), train, {val=val})

    seed(42) sets the generator of all chance to its place number 42.]],
  task = "Get two runs that differ, then two that are equal in every digit.",
  goals = {
    {label = "two runs, one after the other, that differ", when = function(s)
      return some_pair(s, differ)
    end},
    {label = "two runs, one after the other, equal in each epoch", when = function(s)
      return some_pair(s, is_equal)
    end},
  },
  hints = {"Chance is used up as it is taken. What has to come before the second run, too?",
    "First weights and the order of the rows: both have to come from the same place."},
  solution = {"fit(mlp(2,16,1), train, {val=val})", "seed(42)",
    "fit(mlp(2,16,1), train, {val=val})", "seed(42)", "fit(mlp(2,16,1), train, {val=val})"},
  mistakes = {
    {tag = "seeded-once", when = function(s)
      local count = 0
      for _, chunk in ipairs(s.chunks) do
        if chunk.source:find("^%s*seed%s*%(") then count = count + 1 end
      end
      return count == 1 and #s.runs >= 2
    end, say = "The first run used up chance from that place on; the second went on from there.",
      example = "seed(42)\nfit(mlp(2,16,1), train, {val=val})\nfit(mlp(2,16,1), train, {val=val})"},
    {tag = "fit-seed-alone", when = function(s)
      return #s.runs >= 2 and some_pair(s, differ)
    end, say = "They differ still. Where do the first weights come from?",
      example = "fit(mlp(2,16,1), train, {val=val, seed=7})\n"
        .. "fit(mlp(2,16,1), train, {val=val, seed=7})"},
  },
  after = "Chance in a computer is a long fixed list of numbers. A seed says where to begin.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "half", title = "Half a seed", rows = {79}, setup = {"train", "val"},
  text = "fit has an option seed=, for what is drawn during the run.",
  ask = "These two lines, one after the other: do the runs agree?",
  run = {"fit(mlp(2,16,1), train, {val=val, seed=7})",
    "fit(mlp(2,16,1), train, {val=val, seed=7})"},
  answer = {kind = "choice", example = "b", truth = function(s)
      if #s.runs < 2 then return nil end
      return is_equal(s.runs[#s.runs - 1], last(s.runs)) and "a" or "b"
    end,
    options = {
      {"yes, the seed is the same", tag = "seed-covers-all",
        say = "mlp(2,16,1) has drawn its weights before fit was called."},
      {"no"},
    }},
  after = [[
    The weights were drawn before fit began. A seed holds still what is drawn after it: so set it
    first, before data, weights and order. again() keeps all three.]],
  recall = {
    ask = "seed= is given to fit alone. What still differs from run to run?",
    answer = {kind = "choice", truth = "a", options = {{"the first weights"},
      {"nothing", tag = "seed-covers-all"}, {"the order of the rows"}}},
    after = "They are drawn when the network is made, before fit begins.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "hair", title = "By a hair", rows = {79},
  setup = {"train", "val", "nudged"},
  text = [[
    Another computer may round the last digit otherwise. nudged(10) changes one weight of 4,417 by 2
    in ten million, trains for 10 epochs, and tells how far the loss on `val` is off: less than
    0.0001.]],
  ask = "And after 1000 epochs?",
  run = {"nudged(10)", "nudged(1000)"},
  answer = {kind = "choice", example = "c", truth = function(s)
      local off = last_number(s)
      return off and (off == 0 and "a" or off < 1e-4 and "b" or "c")
    end,
    options = {{"it heals: the same loss"}, {"below 0.0001 still"},
      {"more than that: it can be seen"}}},
  after = [[
    Each update builds on the one before, and the hair grows with them. So: the same seed on the
    same machine gives the same bits; on another one the same picture, not the same digits. Quote
    ranges.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "range", title = "What one run is worth", rows = {79},
  setup = {"train", "val", "go"},
  text = [[
    go() makes one run of one setting on 40 points, and tells its accuracy. seeds(10, go) does it
    from ten seeds.]],
  ask = "How far apart are the best and the worst of the ten?",
  run = {"r = seeds(10, go)", "r.max - r.min"},
  answer = {kind = "number", low = 0, high = 1, close = 0.03, example = 0.06, truth = last_number,
    say = {below = "Nothing differs but chance, and it is more than that."}},
  after = [[
    Whoever tries ten seeds and shows the best one shows luck. Say the median, the least and the
    greatest: r prints them.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Take a sentence of yours from an earlier lesson and ask seeds(20, ...) about it: in how many of
    20 does it hold?]],
  ask = "Which sentence was it, and how often does it hold?",
  example = "That 16 neurons beat 4 held in 19 of 20 seeds.",
}

return {
  title = "Reproducibility", minutes = 6, rows = {79}, needs = {"training"}, seed = 1,
  intro = "You got 0.83, your neighbour 0.79, with the same line. Who is right?",
  next = "To read: ?seeds and ?again. Your runs of this session: type  runs.",
  world = world,
  steps = steps,
}
