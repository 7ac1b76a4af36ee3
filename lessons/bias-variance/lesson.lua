-- The lesson `bias-variance`: rows 4 to 10, 21 and 22 of the lecture.
--
-- Twenty noisy measurements of one curve, drawn anew a hundred times. Polynomials are rigid or
-- flexible by a number that the student turns; the error falls apart into bias, variance and noise,
-- and the parts sum up. Then the slide's families of learners, of which the dial decides more than
-- the family, and its two remedies for small data. Places x are even: with places by chance a high
-- degree extrapolates at the rims and looks biased.

local function sine(count, shift, name)
  return {
    make = function(_, n)
      return data.sine{n = count, noise = 0.3, even = true, seed = n + shift}
    end,
    ok = function(value) return is_dataset(value, count) and field(value, "name") == name end,
  }
end

local DEGREES = {0, 1, 2, 3, 5, 7, 9, 11, 12, 13, 14}

local function is_split(value)
  return type(field(value, "bias2")) == "number" and type(field(value, "variance")) == "number"
end

local function polynomial(degree)
  return {
    make = function(w) return baseline.polynomial(degree):fit(w.points) end,
    ok = function(value) return field(value, "degree") == degree end,
  }
end

-- The error of a learner over a hundred data sets of `count` points, taken apart.
local function take_apart(count, seed, build, options)
  local given = {build = build, runs = 100, x = linspace(-0.95, 0.95, 61):reshape(61, 1),
    data = function(i)
      return data.sine{n = count, noise = 0.3, even = true, seed = 1000 * seed + i}
    end}
  for name, value in pairs(options or {}) do given[name] = value end
  return bias_variance(given)
end

-- How often learners from different data sets disagree about a point.
local function disagreement(seed, build)
  local places = data.moons{n = 300, noise = 0.25, seed = 1}
  local said, sum, pairs_of_them = {}, 0, 0
  for i = 1, 20 do
    local learner = build():fit(data.moons{n = 40, noise = 0.25, seed = 1000 * seed + i})
    said[i] = predict(learner, places.x)
    for j = 1, i - 1 do
      sum, pairs_of_them = sum + said[i]:ne(said[j]):mean():item(), pairs_of_them + 1
    end
  end
  return sum / pairs_of_them
end

-- Ten networks, each from 20 of the points drawn with replacement.
local function train_ten(points, seed)
  local nets = {}
  for i = 1, 10 do
    local rows = (rand(20) * 20):tolist()
    for j, x in ipairs(rows) do rows[j] = math.floor(x) + 1 end
    nets[i] = fit(mlp(1, 32, 32, 1, {act = "tanh"}), points:subset(rows),
      {lr = 0.01, epochs = 500, batch = 20, verbose = false, seed = 100 * seed + i}).model
  end
  return nets
end

-- Lets five folds choose a degree. Returns how much worse it is than the best, as a factor.
local function choose_degree(seed)
  local points = data.sine{n = 20, noise = 0.3, seed = seed}
  local new = data.sine{n = 500, noise = 0.3, even = true, seed = seed + 5000}
  local lowest, chosen, best = math.huge, nil, math.huge
  for degree = 0, 7 do
    local function build() return baseline.polynomial(degree) end
    local guess = cross_validate(build, points, {k = 5, seed = seed}).loss
    local truth = evaluate(build():fit(points), new).loss
    if guess < lowest then lowest, chosen = guess, truth end
    best = math.min(best, truth)
  end
  return chosen / best
end

local world = {
  points = sine(20, 100, "sine"),
  new = sine(200, 5000, "sine"),
  p1 = polynomial(1), p3 = polynomial(3), p14 = polynomial(14),
  learn = {ok = is_function, make = function(_, n)
    return function(degree)
      return take_apart(20, n, function() return baseline.polynomial(degree) end)
    end
  end},
  degrees = {always = true, make = function() return {table.unpack(DEGREES)} end},
  results = {make = function(w)
    local results = {}
    for i, degree in ipairs(DEGREES) do results[i] = w.learn(degree) end
    return results
  end, ok = function(value)
    return type(value) == "table" and #value == #DEGREES and is_split(value[1])
  end},
  neighbours = {ok = is_function, make = function(_, n)
    return function(k) return take_apart(40, n, function() return baseline.knn(k) end) end
  end},
  wide = {ok = is_function, make = function(_, n)
    return function()
      return take_apart(20, n, function() return mlp(1, 256, 1) end,
        {runs = 30, lr = 0.01, epochs = 500, batch = 20})
    end
  end},
  disagree = {ok = is_function, make = function(_, n)
    return function(build) return disagreement(n, build) end
  end},
  nets = {make = function(w, n) return train_ten(w.points, n) end,
    ok = function(value) return type(value) == "table" and #value == 10 end},
  choose = {ok = is_function, make = function(_, n)
    return function(seed) return choose_degree(100 * n + seed) end
  end},
  r1 = {make = function(w) return w.learn(1) end, ok = function(value)
    return is_split(value) and value.bias2 > value.variance
  end},
  r14 = {make = function(w) return w.learn(14) end, ok = function(value)
    return is_split(value) and value.variance > 0.08
  end},
}

-- What the texts quote of the two extreme learners.
local function of_extremes(s)
  local numbers = {}
  for name, short in pairs{r1 = "1", r14 = "14"} do
    local r = s.w[name]
    if is_split(r) then
      numbers["b" .. short], numbers["v" .. short] = r.bias2, r.variance
      numbers["n" .. short], numbers["e" .. short] = r.noise, r.error
    end
  end
  return numbers
end

-- All results of learn and its kin that the student has made in this step.
local function splits(s)
  local out = {}
  for _, value in ipairs(made(s)) do
    if is_split(value) then out[#out + 1] = value end
    if type(value) == "table" and not is_split(value) then
      for _, inner in pairs(value) do
        if is_split(inner) then out[#out + 1] = inner end
      end
    end
  end
  return out
end

local function some_split(s, test)
  for _, r in ipairs(splits(s)) do
    if test(r) then return true end
  end
  return false
end

local function lowest_error(s)
  return smallest(splits(s), function(r) return r.error end)
end

local steps = {}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "recall", id = "before", title = "Something from before",
  ask = "A network has learned 40 points by heart. What do 40 *new* points say about it?",
  answer = {kind = "choice", truth = "b", options = {
    {"it is right about them, too"},
    {"its loss on them is far higher"},
    {"nothing: new points cannot be compared"}}},
  after = "That was overfitting, seen from one data set. Today you see a hundred.",
}

-- -----------------------------------------------------------------------------------------------

local degrees = {[1] = true, [3] = true, [14] = true}

-- Which of the three curves has been fitted since the step began?
local function fitted(s)
  return different(made(s), function(value)
    local degree = type(value) == "table" and field(value, "degree")
    return degrees[degree] and degree
  end)
end

steps[#steps + 1] = {
  kind = "task", id = "three", title = "Twenty measurements", setup = {"points"}, look = true,
  rows = {4},
  text = [[
    `points` are 20 noisy measurements of one curve. This draws the line that fits them best; a
    higher degree may bend more often.

      p1 = baseline.polynomial(1):fit(points)
      plot.fits(p1, points)]],
  task = "Fit degrees 1, 3 and 14 as p1, p3 and p14, and draw all three at once.",
  goals = {
    {label = "curves of degree 1, 3 and 14", when = function(s) return fitted(s) == 3 end},
    {label = "a picture: plot.fits({p1, p3, p14}, points)", when = function(s)
      return fitted(s) == 3 and s:count("plot") > 0
    end},
  },
  hints = {"The first line of the text, three times. What changes in it? Two numbers each time.",
    "Several curves go into one picture as a list: braces, with commas between the names."},
  solution = {"p1 = baseline.polynomial(1):fit(points)", "p3 = baseline.polynomial(3):fit(points)",
    "p14 = baseline.polynomial(14):fit(points)", "plot.fits({p1, p3, p14}, points)"},
  mistakes = {
    {tag = "not-fitted", when = function(s)
      for _, chunk in ipairs(s.chunks) do
        if chunk.source:find("polynomial%(%d+%)%s*$") then return true end
      end
    end, say = "That curve has not seen the points yet: a colon, fit, and the points in brackets.",
      example = "p3 = baseline.polynomial(3)\nplot.fits(p3, points)"},
    {tag = "some-missing", when = function(s) return fitted(s) > 0 end,
      say = "Not all three are there yet: degrees 1, 3 and 14.",
      example = "p1 = baseline.polynomial(1):fit(points)\nplot.fits(p1, points)"},
  },
  after = "One is too stiff, one goes after every point, one lies between.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "fresh", title = "Two hundred new measurements", rows = {4},
  setup = {"points", "new", "p1", "p3", "p14"},
  text = "`new` holds 200 new measurements of the same curve, as noisy as the first 20.",
  ask = "Which of your three has the lowest loss on them?",
  run = {"evaluate(p1, new).loss", "evaluate(p3, new).loss", "evaluate(p14, new).loss"},
  answer = {kind = "choice", example = "b", truth = function(s)
      local all = answered(s)
      local a, b, c = all[#all - 2], all[#all - 1], all[#all]
      if type(a) ~= "number" or type(c) ~= "number" then return nil end
      return a < b and a < c and "a" or b < c and "b" or "c"
    end,
    options = {
      {"the straight line", say = "It cannot follow the curve at all, noise or no noise."},
      {"degree 3"},
      {"degree 14", tag = "closest-to-data-is-best",
        say = "It goes nearest to the 20 points, and what it follows there is noise as well."},
    }},
  numbers = function(s)
    local numbers = {}
    for _, name in ipairs{"p1", "p3", "p14"} do
      local model = s.w[name]
      if field(model, "degree") then numbers[name] = evaluate(model, s.w.points).loss end
    end
    return numbers
  end,
  after = [[
    On the 20 points themselves: {p1}, {p3} and {p14}. There the wildest looks best.]],
  slide = {says = "Two pictures, each with train samples and test samples.",
    fact = [[Both losses are needed: high on both is too stiff, low on one and high on the other is
      too wild.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "stiff", class = true, title = "A hundred worlds: the line",
  rows = {6}, look = true,
  setup = {"learn"},
  text = [[
    Somebody else measures the same curve 20 times, and gets other noise. learn(1) draws a hundred
    such data sets and fits a straight line to each; plot.fits lays 20 of the lines over each
    other.]],
  ask = "What will the picture look like?",
  run = "r1 = learn(1) plot.fits(r1)",
  answer = {kind = "choice", example = "a", truth = function(s)
      local r = s.w.r1
      if not is_split(r) then return nil end
      return r.variance < r.bias2 / 4 and "a" or "b"
    end,
    options = {
      {"nearly one line, drawn again and again"},
      {"lines in all directions", say = [[A line has two numbers, and 20 points hold them fast: each
        point alone hardly moves it.]]},
    }},
  numbers = of_extremes,
  after = [[
    They agree with each other, and the curve is elsewhere. *Bias*, squared: {b1}, how far their
    mean is from the truth. *Variance*: {v1}, how far they are from their mean.]],
  slide = {says = "High bias, low variance: consistent but inaccurate on average.",
    fact = "As the picture says. The average meant is over data sets, not over points."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "wild", class = true, title = "A hundred worlds: degree 14",
  rows = {7}, look = true,
  setup = {"learn", "r1"},
  text = "Degree 14 has 15 numbers for 20 points, and follows every whim of the noise.",
  ask = "The *mean* of its hundred curves: how near is it to the truth, compared with the lines'?",
  run = "r14 = learn(14) plot.fits(r14)",
  answer = {kind = "choice", example = "a", truth = function(s)
      local r, stiff = s.w.r14, s.w.r1
      if not is_split(r) or not is_split(stiff) then return nil end
      return r.bias2 < stiff.bias2 / 2 and "a" or r.bias2 > 2 * stiff.bias2 and "c" or "b"
    end,
    options = {
      {"nearer"},
      {"about the same", say = "The lines cannot follow the curve; these can, and do, on average."},
      {"farther off", tag = "variance-is-bias",
        say = "Each single curve is off, but in its own direction: the mean cancels that."},
    }},
  numbers = of_extremes,
  after = [[
    Bias squared {b14}, variance {v14}: each is wrong in its own way, and their mean is right. You
    have one data set only, and so one of the wild ones.]],
  slide = {says = "High variance, low bias: accurate on average but inconsistent.",
    fact = "So it is."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "show", id = "darts", title = "Darts", look = true, class = true,
  setup = {"learn", "r1"},
  text = [[
    The same as darts: each of the hundred lines throws one at the truth in the middle. Across: how
    wrong it is at one place x. Upwards: at another.]],
  code = "plot.bullseye(r1)",
  after = "Close together, and beside the middle: low variance, high bias.",
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "scattered", title = "And degree 14?", rows = {6, 7}, look = true,
  class = true, setup = {"learn", "r1", "r14"},
  ask = "Where will the darts of degree 14 be, on a target of the same size?",
  run = "plot.bullseye(r14)",
  answer = {kind = "choice", example = "b", truth = function(s)
      local r, stiff = s.w.r14, s.w.r1
      if not is_split(r) or not is_split(stiff) or s:count("plot") == 0 then return nil end
      if r.variance < 2 * stiff.variance then return "a" end
      return r.bias2 < stiff.bias2 / 2 and "b" or "c"
    end,
    options = {
      {"close together, beside the middle", tag = "variance-is-bias",
        say = "So were the lines. These agree on nothing, except on average."},
      {"scattered, around the middle"},
      {"scattered, far from the middle", say = "High variance alone does not move their middle."},
    }},
  after = [[
    Scattered is high variance; around the middle is low bias. One wants them close together and in
    the middle.]],
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "sum", class = true, title = "Three parts",
  rows = {5}, setup = {"learn", "r14"},
  numbers = of_extremes,
  text = [[
    Degree 14 again. Bias squared {b14}, variance {v14}, and the noise that nobody can predict:
    {n14}. Now measure what its curves get wrong on fresh points, as a mean square.]],
  ask = "How large will that error be?",
  run = "r14.error",
  answer = {kind = "number", low = 0, high = 2, close = 0.03, example = 0.27,
    truth = function(s)
      local value = last(answered(s))
      return type(value) == "number" and value or nil
    end,
    say = {below = "All three take part, and none is taken off another.",
      above = "No more than the three parts: there is nothing else."}},
  after = [[
    {b14} + {v14} + {n14}: the parts sum up to the error. No other part is left to blame. That is
    why this split is used at all.]],
  recall = {
    ask = "Bias squared 0.2, variance 0.1, noise 0.1. What is the error on new points?",
    answer = {kind = "choice", truth = "c", options = {{"0.1"}, {"0.2", tag = "parts-compete"},
      {"0.4"}}},
    after = "The three parts sum up.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "degree", title = "Turn the dial", rows = {5, 8}, setup = {"learn"},
  text = "learn(d) says the three parts and the error for degree d. At best: the noise, 0.09.",
  task = "Find a degree with a low error, and one on either side of it that is worse.",
  goals = {
    {label = "an error below 0.125",
      when = function(s) return below(lowest_error(s), 0.125) end,
      unless = "The lowest error so far is {x}."},
    {label = "a worse one, with more bias than variance", when = function(s)
      return some_split(s, function(r) return r.bias2 > r.variance and r.error > 0.15 end)
    end},
    {label = "a worse one, with more variance than bias", when = function(s)
      return some_split(s, function(r) return r.variance > r.bias2 and r.error > 0.15 end)
    end},
  },
  hints = {"You have seen three degrees. Which was the best on new points? Ask about it.",
    "Smaller degrees are stiffer, larger ones wilder. Up to 19 can be asked for."},
  solution = {"learn(1)", "learn(3)", "learn(14)"},
  mistakes = {
    {tag = "variance-is-bias", when = function(s)
      return #splits(s) > 0 and not some_split(s, function(r) return r.variance > r.bias2 end)
    end, say = "All of these are too stiff so far: their bias is the larger part.",
      example = "learn(0)\nlearn(1)"},
    {tag = "only-wild", when = function(s)
      return #splits(s) > 0 and not some_split(s, function(r) return r.bias2 > r.variance end)
    end, say = "None of these is too stiff. What is the stiffest there can be?",
      example = "learn(12)\nlearn(14)"},
  },
  after = "Bias falls while variance rises. Somewhere between, their sum is least.",
}

-- -----------------------------------------------------------------------------------------------

local function errors_of(results)
  local out = {}
  for i, r in ipairs(type(results) == "table" and results or {}) do
    out[i] = is_split(r) and r.error or nil
  end
  return out
end

steps[#steps + 1] = {
  kind = "predict", id = "curve", title = "The whole range", rows = {5, 8}, look = true,
  class = true, setup = {"learn", "degrees", "results"},
  ask = "`results` holds learn(d) for the degrees 0 to 14. How does the error go, left to right?",
  run = "plot.complexity(degrees, results)",
  answer = {kind = "curve", top = 1.2, example = "b",
    truth = function(s)
      local list = errors_of(s.w.results)
      return #list >= 5 and s:count("plot") > 0 and list or nil
    end,
    sketches = {
      {1, 0.45, 0.42, 0.19, 0.18, 0.18, 0.18, 0.17, 0.17, 0.17, 0.16,
        text = "falls, then stays low", tag = "flexible-is-better",
        say = "Bias does so. But what is gained by bending is lost again by wavering."},
      {1, 0.47, 0.46, 0.18, 0.18, 0.2, 0.21, 0.24, 0.26, 0.3, 0.4,
        text = "falls, then slowly rises again"},
      {1, 1.02, 1.04, 1.06, 1.08, 1.1, 1.12, 1.14, 1.16, 1.18, 1.2, text = "rises all the time",
        say = "A constant would then be the best curve there is. It is too stiff by far."},
      {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, text = "falls all the time",
        tag = "closest-to-data-is-best",
        say = "On the 20 points themselves it would. These are new ones."},
    }},
  after = [[
    Steps up come from variance, steps down from bias. The bottom lies where one more bend costs as
    much as it brings.]],
  slide = {says = "But why is there a trade-off?",
    fact = [[Because the same freedom that lets a curve follow the truth lets it follow the
      noise.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "law", title = "A law of nature?", rows = {8},
  setup = {"learn", "wide", "r14"},
  numbers = of_extremes,
  text = [[
    Degree 14 has 15 numbers to fit, and an error of {e14}. wide() takes a network instead, mlp(1,
    256, 1): 769 numbers for 20 points, trained for 500 epochs, on 30 data sets.]],
  ask = "How large is its error?",
  run = "r = wide()",
  answer = {kind = "choice", example = "a", truth = function(s)
      local r, other = s.w.r, s.w.r14
      if not is_split(r) or not is_split(other) then return nil end
      return r.error < 0.9 * other.error and "a" or r.error < 2 * other.error and "b" or "c"
    end,
    options = {
      {"less than that"},
      {"about as large"},
      {"several times as large", tag = "parameters-are-variance",
        say = [[50 times the numbers, so 50 times the freedom? Gradients walk from small random
          weights to the *nearest* curve that fits, and that one is smooth.]]},
    }},
  after = "Its parts: r says them. How a model is trained counts as much as its size.",
  slide = {says = "Low variance algos tend to be less complex, low bias algos more complex.",
    fact = [[Along one dial, such as the degree, yes. Counting numbers across models says little,
      and very large networks may do better again. It is a habit of learners, not a law.]]},
  recall = {
    ask = "One model fits 15 numbers to 20 points, another 769. Which has more variance?",
    answer = {kind = "choice", truth = "c", options = {{"the one with 15"},
      {"the one with 769", tag = "parameters-are-variance"}, {"the count does not say"}}},
    after = "The wide network wavered less than degree 14.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "family", title = "Rigid families?", rows = {9, 10},
  setup = {"learn", "neighbours"},
  text = [[
    The slide calls regression rigid and nearest neighbours flexible. Take regression with degree
    12, and a learner that answers with the mean of the 25 nearest of 40 points.]],
  ask = "Which of the two has the larger variance?",
  run = {"learn(12).variance", "neighbours(25).variance"},
  answer = {kind = "choice", example = "a", truth = function(s)
      local all = answered(s)
      local first, second = all[#all - 1], all[#all]
      if type(first) ~= "number" or type(second) ~= "number" then return nil end
      return first > second and "a" or "b"
    end,
    options = {
      {"the regression"},
      {"the 25 neighbours", tag = "family-decides",
        say = "A mean of 25 measurements hardly moves when one of them does."},
    }},
  slide = {says = "Low variance: regression, naive Bayes, linear and parametric algos.",
    fact = [[Degree 12 is all of it but naive Bayes: a regression, parametric, linear in its
      numbers. What decides is how freely a learner may bend, not its family name.]]},
  recall = {
    ask = "Is a parametric regression a learner of low variance?",
    answer = {kind = "choice", truth = "c", options = {{"yes", tag = "family-decides"}, {"no"},
      {"it depends on how freely it may bend"}}},
    after = "Degree 1 wavers little, degree 12 much, and both are regressions.",
  },
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "opinions", title = "Who keeps to an opinion?", rows = {9, 10},
  setup = {"disagree"},
  text = [[
    Classes now: 40 points of the moons. disagree trains a learner on 20 such data sets: how often
    do two of them differ?]],
  ask = "Who disagrees least with itself?",
  run = {"disagree(baseline.naive_bayes)", "disagree(function() return baseline.knn(1) end)",
    "disagree(function() return baseline.tree{depth=10} end)"},
  answer = {kind = "choice", example = "a", truth = function(s)
      local all = answered(s)
      local a, b, c = all[#all - 2], all[#all - 1], all[#all]
      if type(a) ~= "number" or type(c) ~= "number" then return nil end
      return a < b and a < c and "a" or b < c and "b" or "c"
    end,
    options = {
      {"naive Bayes: a bell curve per feature"},
      {"the nearest neighbour decides", say = "It believes one point, noise and all."},
      {"a tree of up to ten questions",
        say = "Its first question already hangs on a few points, and all others hang on it."},
    }},
  after = [[
    A few numbers, each a mean over many points: that keeps still.]],
  slide = {says = "Low bias: decision trees, nearest neighbors, non-parametric algos.",
    fact = "With one neighbour and deep trees, yes. Both have a dial; the next step turns one."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "task", id = "neighbours", title = "The dial of the neighbours", rows = {10},
  setup = {"neighbours"},
  text = [[
    neighbours(k): each answer is the mean of the k nearest of 40 points. It says the parts of the
    error, as learn did.]],
  task = "Turn k until you have seen all three.",
  goals = {
    {label = "variance at least 5 times bias squared", when = function(s)
      return some_split(s, function(r) return r.variance > 5 * r.bias2 and r.error > 0.13 end)
    end},
    {label = "bias squared at least 5 times the variance", when = function(s)
      return some_split(s, function(r) return r.bias2 > 5 * r.variance end)
    end},
    {label = "an error below 0.125", when = function(s) return below(lowest_error(s), 0.125) end,
      unless = "The lowest error so far is {x}."},
  },
  hints = {"k lies between 1 and 40. What does the mean of all 40 points say, at any place?",
    "A single one brings all of its noise with it. How many does it take to average that out?"},
  solution = {"neighbours(1)", "neighbours(40)", "neighbours(5)"},
  mistakes = {
    {tag = "family-decides", when = function(s)
      return #splits(s) > 0 and not some_split(s, function(r) return r.bias2 > r.variance end)
    end, say = "Flexible so far, each of them. Many neighbours make a stiff learner.",
      example = "neighbours(1)\nneighbours(2)"},
    {tag = "more-neighbours-better", when = function(s)
      return #splits(s) > 0 and not some_split(s, function(r) return r.variance > r.bias2 end)
    end, say = "Stiff so far, each of them. Fewer neighbours follow the points more closely.",
      example = "neighbours(30)\nneighbours(40)"},
  },
  after = "Nearest neighbours are flexible, or as stiff as a constant. k decides.",
  slide = {says = "Low bias algos tend to be more complex, with flexible structure.",
    fact = "With 40 of 40 neighbours the answer is one number everywhere: all bias."},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "committee", title = "Many, and their mean", rows = {21},
  setup = {"points", "new", "nets"},
  text = [[
    If the mean of wild models is near the truth: why not use the mean? `nets` are ten networks.
    Each was trained on 20 points drawn from `points` with repetition, so each saw another set.]],
  ask = "Loss of the ten on new points, on average, against the loss of their mean answer?",
  run = {"sum = 0", "for _, net in ipairs(nets) do sum = sum + evaluate(net, new).loss end",
    "sum / 10", "evaluate(ensemble(nets), new).loss"},
  answer = {kind = "choice", example = "a", truth = function(s)
      local all = answered(s)
      local mean, together = all[#all - 1], all[#all]
      if type(mean) ~= "number" or type(together) ~= "number" then return nil end
      return together < 0.9 * mean and "a" or together > 1.1 * mean and "c" or "b"
    end,
    options = {
      {"their mean answer has a lower loss"},
      {"about the same", tag = "mean-loss-is-loss-of-mean",
        say = "It would be, if all were wrong in the same direction. They are not."},
      {"their mean answer has a higher loss"},
    }},
  after = "Where they differ, they correct one another: variance falls, bias stays.",
  slide = {says = "Ensembling (better suited for machine learning).",
    fact = [[It works for deep networks as well, at ten times the price. Dropout is a cheap way to
      something like it.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "predict", id = "folds", title = "Five folds", rows = {22}, setup = {"choose"},
  text = [[
    20 points are too few to keep some aside. Cross-validation trains five times, each time without
    another fifth of them, and tests on that. choose(seed) lets it choose among degrees 0 to 7, on
    a data set of its own; it says how much worse the choice is than the best degree: 1 is best.]],
  ask = "On how many of 20 data sets is its choice at most a quarter worse than the best?",
  run = "seeds(20, choose, function(r) return r <= 1.25 end)",
  answer = {kind = "number", low = 0, high = 20, close = 2, example = 15,
    truth = function(s) return field(last(answered(s)), "count")
      or field(last(answered(s)), "shows") end,
    say = {above = "It is tried on five times four points. That is still little to go by.",
      below = "It does find out something, from 20 points alone."}},
  slide = {says = "Against overfitting: cross validation (better suited for ML).",
    fact = [[It cures nothing: it measures, and so helps to choose, with some luck. With deep
      networks it is rare for another reason: five trainings cost five times as much.]]},
}

-- -----------------------------------------------------------------------------------------------

steps[#steps + 1] = {
  kind = "reflect", id = "make", title = "Something of your own",
  text = [[
    Other dials: more noise or more points in data.sine, baseline.tree{depth=…}, the width of a
    network. A decomposition of your own:

      bias_variance{runs=50,
        build=function() return baseline.tree{depth=3} end,
        data=function(i) return data.sine{n=40, even=true,
          seed=i} end}]],
  ask = "What did you turn, and which part of the error moved? One sentence with a number in it.",
  example = "With 80 points instead of 40 the variance of my tree fell from 0.05 to 0.03.",
}

return {
  title = "Bias and variance", minutes = 20, rows = {4, 5, 6, 7, 8, 9, 10, 21, 22},
  needs = {"overfitting"}, seed = 1, class = true,
  intro = [[
    A model can be wrong in two ways: always in the same direction, or each time in another. Which
    is it? You need a hundred data sets to see that.]],
  next = "To read: ?bias_variance and ?plot.bullseye. To try: learn(19), and why it is so bad.",
  world = world,
  steps = steps,
}
