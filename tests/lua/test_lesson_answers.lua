local T = require "gradus_test"
local answers = require "gradus.lesson.answers"

local number, choice, order, curve = answers.number, answers.choice, answers.order, answers.curve

local epoch = {kind = "number", low = 1, high = 1000, scale = "log", close = 1.5}
local share = {kind = "number", low = 0, high = 1, close = 0.05,
  say = {close = "near", below = "low", above = "high"}}

T.test("a number may be typed as people do", function()
  for typed, value in pairs{["20"] = 20, ["about 20"] = 20, ["~20"] = 20, ["20 epochs"] = 20,
    ["epoch 20"] = 20, [" 4*5 "] = 20, ["2e1"] = 20, ["20."] = 20} do
    T.eq(number.parse(epoch, typed), value, typed)
  end
  T.eq(number.parse(share, "0,8"), 0.8)
  T.eq(number.parse(share, "80 %"), 0.8)
  T.eq(number.parse(share, "3/4"), 0.75)
end)

T.test("a number out of range says the range; other text is no attempt", function()
  local value, why = number.parse(epoch, "5000")
  T.eq(value, nil)
  T.eq(why, "It lies between 1 and 1000.")
  for _, line in ipairs{"plot(h)", "x = 3", "h.best_epoch", "loss", "os.exit(1)", "1/0*0"} do
    local got, reason = number.parse(epoch, line)
    T.eq({got, reason}, {}, line)
  end
end)

T.test("a distance is a factor on a log scale, a difference on another", function()
  T.eq(number.judge(epoch, 200, 11).words, "You said 200, it was 11, a factor of 18 above.")
  T.eq(number.judge(epoch, 8, 20).words, "You said 8, it was 20, a factor of 2.5 below.")
  T.eq(number.judge(share, 0.5, 0.74).words, "You said 0.50, it was 0.74, 0.24 below.")
  T.eq(number.judge(share, 0.74, 0.74).words, "You said 0.74, it was 0.74.")
end)

T.test("a factor is not told where it would read 1.0, nor with a crowd of digits", function()
  T.eq(number.judge(epoch, 105, 100).words, "You said 105, it was 100.")
  T.eq(number.judge(epoch, 112, 100).words, "You said 112, it was 100, a factor of 1.1 above.")
  T.ok(number.judge(epoch, 10, math.huge).words:find(", more than a million times below%.$"))
  T.ok(number.judge(share, 0.5, math.huge).words:find("^You said 0%.50, it was %S+%.$"))
end)

T.test("what an author can get wrong in an answer is told", function()
  local function slip(kind, answer) return answers[kind].slip(answer) end
  local good = {low = 1, high = 10, scale = "log", example = 2}
  local function but(changes)
    return slip("number", setmetatable(changes, {__index = good}))
  end
  T.eq(but{}, nil)
  T.eq(but{low = 0}, "on a log scale low must be above 0")
  T.eq(but{scale = "linear"}, 'scale can only be "log"')
  T.eq(but{high = 1}, "low must be below high")
  T.eq(but{close = 0.05}, "on a log scale close is a factor, 1 or more")
  T.eq(but{example = 11}, "its example lies outside low to high")
  local function truth() return "a" end
  T.eq(slip("choice", {truth = truth, options = {{"x"}, {"y"}}}),
    "where truth is a function, an example is needed")
  T.eq(slip("choice", {truth = "c", options = {{"x"}, {"y"}}}),
    "its example must be one of the letters")
  T.eq(slip("choice", {truth = "c", example = "a", options = {{"x"}, {"y"}}}),
    "its example must be one of the letters")
  T.eq(slip("choice", {truth = "a", options = {{"x"}, {"y", says = "oh"}}}),
    "option b has no field says")
  T.eq(slip("choice", {truth = "a", options = {{"x"}}}),
    "there must be something to choose between")
  T.eq(slip("order", {items = {{"x"}, {"y"}}, example = "a"}),
    "its example must be its letters in some order")
  T.eq(slip("curve", {sketches = {{1, 2, text = "up"}, {1, text = "?"}}, example = "a"}),
    "sketch b needs two heights or more, and a text")
  T.eq(slip("curve", {sketches = {{1, 2, text = "up"}, {2, 1, text = "down"}}, example = "e"}),
    "its example must be one of the letters")
end)

T.test("an outcome that cannot be is the author's error", function()
  local function fails(fn, ...) return select(2, pcall(fn, ...)) end
  T.eq(fails(number.truth, {scale = "log", truth = function() return 0 end}),
    "its scale is log, and what came out is 0")
  T.eq(fails(choice.truth, {options = {{"x"}, {"y"}}, truth = function() return "z" end}),
    "its truth says z, which is no option")
end)

T.test("the reason depends on the side, and closeness on the tolerance", function()
  T.eq(number.judge(share, 0.5, 0.74).say, "low")
  T.eq(number.judge(share, 0.9, 0.74).say, "high")
  T.eq(number.judge(share, 0.72, 0.74).say, "near")
  T.eq(number.judge(share, 0.72, 0.74).exact, true)
  T.eq(number.judge(epoch, 15, 11).exact, true)
  T.eq(number.judge(epoch, 17, 11).exact, false)
end)

T.test("the score grows with the distance and ends at 1", function()
  T.eq(number.judge(epoch, 11, 11).off, 0)
  local near, far = number.judge(epoch, 20, 11).off, number.judge(epoch, 900, 11).off
  T.ok(0 < near and near < far and far <= 1)
  T.eq(number.judge(epoch, 1, 1000).off, 1)
end)

T.test("an outcome that is no number is none", function()
  T.eq(number.truth({truth = function() return 0 / 0 end}), nil)
  T.eq(number.truth({truth = function() return nil end}), nil)
end)

local three = {kind = "choice", truth = "b",
  options = {{"one", say = "not one", tag = "t"}, {"two", say = "two"}, {"three"}}}

T.test("a letter may come in brackets or large", function()
  for _, typed in ipairs{"b", "B", "(b)", "b)", " b. "} do
    T.eq(choice.parse(three, typed), "b", typed)
  end
  local value, why = choice.parse(three, "e")
  T.eq(value, nil)
  T.eq(why, "Answer with a, b or c.")
  T.eq(choice.parse(three, "bb"), nil)
end)

T.test("a choice carries the tag of what was mistaken", function()
  local off = choice.judge(three, "a", "b")
  T.eq(off.words, "You said a, it was b.")
  T.eq({off.say, off.tag, off.off, off.exact}, {"not one", "t", 1, false})
  local hit = choice.judge(three, "b", "b")
  T.eq(hit.words, "You said b, and so it is.")
  T.eq({hit.tag, hit.off, hit.exact}, {nil, 0, true})
end)

local sorted = {kind = "order", truth = function() return {2, 1, 3} end,
  items = {{"two"}, {"one"}, {"three"}}}

T.test("an order may be typed in several ways", function()
  for _, typed in ipairs{"b a c", "b, a, c", "b < a < c", "bac", "B A C"} do
    T.eq(order.parse(sorted, typed), "bac", typed)
  end
  T.eq(select(2, order.parse(sorted, "b a")), "All 3 letters, smallest first.")
  T.eq(select(2, order.parse(sorted, "b a a")), "Each letter once, please.")
  T.eq(order.parse(sorted, "plot(h)"), nil)
  T.eq(order.parse(sorted, "abs"), nil)
end)

T.test("an order is scored by swaps of neighbours", function()
  T.eq(order.truth(sorted), "bac")
  T.eq(order.judge(sorted, "bac", "bac").words, "You said b a c, and so it is.")
  local one = order.judge(sorted, "abc", "bac")
  T.eq(one.words, "You said a b c, it was b a c: one swap of neighbours away.")
  T.near(one.off, 1 / 3)
  T.eq(order.judge(sorted, "cab", "bac").off, 1)
end)

local shapes = {kind = "curve", truth = function() return {2, 1, 0.9, 0.9} end, sketches = {
  {1, 0.5, 0.45, 0.45, text = "falls and stays"},
  {1, 0.5, 0.8, 1.2, text = "falls and rises", tag = "rise"},
  {1, 1, 1, 1, text = "level"}}}

T.test("a curve is compared with each sketch in units of its start", function()
  local truth = curve.truth(shapes)
  T.eq(truth.letter, "a")
  T.near(truth.distances[1], 0, 0, 1e-9)
  T.ok(truth.distances[2] > 0.1)
  local off = curve.judge(shapes, "b", truth)
  T.eq(off.tag, "rise")
  T.ok(off.words:find("^You said b; nearest to your run is a%. %(On average b lies %d+ %% of"),
    off.words)
  T.eq(curve.judge(shapes, "a", truth).off, 0)
  T.eq(curve.judge(shapes, "a", truth).words, "You said a, and a is nearest to your run.")
end)

T.test("what leaves the picture counts as its upper edge", function()
  local steep = {truth = function() return {1, 50, 1e9} end, sketches = shapes.sketches}
  local truth = curve.truth(steep)
  T.ok(truth.distances[2] <= 1)
end)

T.finish()
