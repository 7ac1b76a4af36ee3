local T = require "gradus_test"
local checks = require "gradus.lesson.checks"

local function verdict(fn, ...)
  local holds = fn(...)
  return holds
end

T.test("near takes a relative and an absolute tolerance, and NaN is near nothing", function()
  T.eq(verdict(checks.near, 101, 100, {rel = 0.02}), true)
  T.eq(verdict(checks.near, 101, 100, {rel = 0.001}), false)
  T.eq(verdict(checks.near, 1e-9, 0, {abs = 1e-6}), true)
  T.eq(verdict(checks.near, 0 / 0, 0 / 0, {abs = 1}), false)
end)

T.test("a check returns the numbers that messages quote", function()
  local holds, numbers = checks.below(0.9, 0.6)
  T.eq(holds, false)
  T.eq(numbers.x, 0.9)
  T.eq(numbers.limit, 0.6)
  T.near(numbers.margin, -0.5)
end)

T.test("between includes its ends and refuses NaN", function()
  T.eq(verdict(checks.between, 1, 1, 2), true)
  T.eq(verdict(checks.between, 2.01, 1, 2), false)
  T.eq(verdict(checks.between, 0 / 0, 1, 2), false)
end)

T.test("above and below refuse NaN", function()
  T.eq(verdict(checks.above, 0 / 0, 0), false)
  T.eq(verdict(checks.below, 0 / 0, 0), false)
end)

T.test("decreasing allows the slack it is given, and no more", function()
  T.eq(verdict(checks.decreasing, {1, 0.8, 0.85, 0.5}), false)
  T.eq(verdict(checks.decreasing, {1, 0.8, 0.85, 0.5}, 1, 4, 0.1), true)
  T.eq(verdict(checks.decreasing, {1, 0.8, 0.9, 1.2}, 1, 4, 0.5), false)
  T.eq(verdict(checks.decreasing, {1, 0 / 0, 0.5}), true)
end)

T.test("argmin passes over NaN; argmin_before_end counts epochs", function()
  T.eq(checks.argmin{3, 0 / 0, 1, 2}, 3)
  local holds, numbers = checks.argmin_before_end({3, 1, 2, 2, 2}, 3)
  T.eq(holds, true)
  T.eq(numbers.at, 2)
  T.eq(verdict(checks.argmin_before_end, {3, 1, 2, 2, 2}, 4), false)
  T.eq(verdict(checks.argmin_before_end, {0 / 0, 0 / 0}, 1), false)
end)

T.test("gap is the number itself, or a check of it", function()
  local run = {train_loss = {0.5, 0.1}, val_loss = {0.6, 0.5}}
  T.near(checks.gap(run), 0.4)
  T.eq(verdict(checks.gap, run, 0.5), true)
  T.eq(verdict(checks.gap, run, 0.3), false)
end)

T.test("zeros_fraction counts exact zeros in nested tables and tensors", function()
  T.near(checks.zeros_fraction{{0, 1}, {0, 1e-12}}, 0.5)
  T.near(checks.zeros_fraction(tensor{{0, 1}, {2, 3}}), 0.25)
  T.eq(verdict(checks.zeros_fraction, {0, 0, 1}, 0.5), true)
  T.eq(verdict(checks.zeros_fraction, {}, 0.5), false)
end)

T.test("same_except needs a difference in the named settings and none in others", function()
  local function run(lr, epochs, betas)
    return {config = {lr = lr, epochs = epochs, betas = betas}}
  end
  T.eq(verdict(checks.same_except, run(0.1, 5, {1, 2}), run(0.3, 5, {1, 2}), "lr"), true)
  T.eq(verdict(checks.same_except, run(0.1, 5), run(0.1, 5), "lr"), false)
  local holds, numbers = checks.same_except(run(0.1, 5), run(0.3, 9), "lr")
  T.eq(holds, false)
  T.eq(numbers.changed, "epochs, lr")
  T.eq(verdict(checks.same_except, run(0.1, 5, {1, 2}), run(0.3, 5, {1, 3}), "lr"), false)
end)

T.test("majority counts seeds", function()
  local function even(seed) return seed % 2 == 0 end
  T.eq(verdict(checks.majority, 5, 10, even), true)
  local holds, numbers = checks.majority(6, 10, even)
  T.eq(holds, false)
  T.eq(numbers.count, 5)
end)

T.test("is_run, is_dataset and parameter_count stay calm on anything", function()
  for _, odd in ipairs{3, "x", {}, true, print} do
    T.eq(checks.is_run(odd), false)
    T.eq(checks.is_dataset(odd), false)
    T.eq(checks.parameter_count(odd), 0)
  end
  T.eq(checks.is_run({train_loss = {1, 2}}, 3), false)
  T.eq(checks.is_run({train_loss = {1, 2}}, 2), true)
  T.eq(checks.parameter_count(nn.Linear(2, 3)), 9)
  T.eq(checks.is_dataset(data.moons{n = 10}, 10), true)
  T.eq(checks.is_dataset(data.moons{n = 10}, 20), false)
end)

-- evidence.lua -----------------------------------------------------------------------------------

local evidence = require "gradus.lesson.evidence"

local function chunk(ok, ...) return {ok = ok, values = table.pack(...)} end

T.test("what lines have answered is there for goals, in order; failed lines are not", function()
  local s = {chunks = {chunk(true, 1, nil, "x"), {ok = false}, chunk(false, 9), chunk(true, 2)}}
  T.eq(evidence.answered(s)[1], 1)
  T.eq(evidence.last_number(s), 2)
  T.eq(evidence.last_number{chunks = {}}, nil)
  T.eq(evidence.numbers_answered(s), {1, 2})
end)

T.test("the last entries of a list, or nil where there are fewer", function()
  T.eq(evidence.last_of({1, 2, 3}, 2), {2, 3})
  T.eq(evidence.last_of({1, 2, 3}, 3), {1, 2, 3})
  T.eq(evidence.last_of({1, 2}, 3), nil)
end)

T.test("smallest and largest pass over what has no number, and over NaN", function()
  local function number_of(entry) return entry.x end
  local list = {{x = 3}, {}, {x = 0 / 0}, {x = false}, {x = 1}, {x = 2}}
  T.eq(evidence.smallest(list, number_of), 1)
  T.eq(evidence.largest(list, number_of), 3)
  T.eq(evidence.smallest({{}}, number_of), math.huge)
  T.eq(evidence.largest({{}}, number_of), 0)
end)

T.test("different values are counted once; nil and false are none", function()
  T.eq(evidence.different{1, 2, 1, "1"}, 3)
  T.eq(evidence.different({{x = 1}, {x = 1}, {}, {x = false}, {x = 2}},
    function(entry) return entry.x end), 2)
  T.eq(evidence.different({5, 5}, function(_, i) return i end), 2)
end)

T.test("what evaluate has said last of a run on a dataset", function()
  local run, ds = {model = {}}, {}
  local s = {events = {{"evaluate", run.model, ds, {loss = 3}}, {"evaluate", {}, ds, {loss = 4}},
    {"evaluate", run.model, {}, {loss = 5}}, {"evaluate", run.model, ds, {loss = 2}},
    {"evaluate", run.model, ds, {accuracy = 1}}, {"mode", run.model}}}
  T.eq(evidence.measured(s, run, ds), {loss = 2})
  T.eq(evidence.measured(s, run, "other"), nil)
  T.eq(evidence.measured(s, nil, ds), nil)
end)

T.test("the lowest validation loss is that of the best epoch", function()
  T.eq(evidence.lowest_val{val_loss = {3, 1, 2}, best_epoch = 2}, 1)
end)

T.test("made: what was answered, and what stands under a name now and did not before", function()
  local kept, new = {}, {}
  local s = {chunks = {chunk(true, "answer")}, w = {kept = kept, new = new, _ = 1},
    before = {kept = kept}}
  T.eq(evidence.made(s), {"answer", new})
end)

T.test("a field of anything, the number in a tensor, the numbers in one", function()
  T.eq(evidence.field({x = false}, "x"), false)
  T.eq(select("#", evidence.field(nil, "x")), 1)
  T.eq(evidence.field(3, "x"), nil)
  T.eq({evidence.number_in(3), evidence.number_in(tensor{4}), evidence.number_in(tensor{1, 2})},
    {3, 4})
  T.eq({evidence.numbers_in(tensor{{1, 2}, {3, 4}}), evidence.numbers_in(5)}, {{1, 2, 3, 4}})
end)

-- makers.lua -------------------------------------------------------------------------------------

local makers = require "gradus.lesson.makers"

T.test("drawn points follow the seed, and take no set of another size", function()
  local maker = makers.drawn("moons", {n = 10, noise = 0.2}, 100)
  local ds = maker.make(nil, 3)
  T.eq(ds.x:tolist(), data.moons{n = 10, noise = 0.2, seed = 103}.x:tolist())
  T.ok(ds.x:ne(maker.make(nil, 4).x):any())
  T.eq({maker.ok(ds), maker.ok(data.moons{n = 11}), maker.ok(3)}, {true, false, false})
end)

T.test("a fixed function is handed out as it is; what is no function will not do", function()
  local function fn() end
  local maker = makers.fixed(fn)
  T.eq(maker.make(), fn)
  T.eq({maker.ok(print), maker.ok(3), maker.ok(nil)}, {true, false, false})
end)

T.finish()
