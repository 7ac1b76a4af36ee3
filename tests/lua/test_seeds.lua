-- seeds, sweep, cross_validate, ensemble, bias_variance: experiments of many runs.

local T = require "gradus_test"
local core = require "gradus.core"
local err = require "gradus.err"

T.test("seeds: median, least, greatest, and how many show the claim", function()
  local r = seeds(5, function(s) return s * s end, function(v) return v > 5 end)
  T.eq({r.median, r.min, r.max, r.count, r.n}, {9, 1, 25, 3, 5})
  T.eq(r.shows, {false, false, true, true, true})
  T.eq(tostring(r):match("^[^\n]+"), "3 of 5 seeds")
  T.eq(seeds(4, function(s) return s end).median, 2.5)
end)

T.test("seeds: tables are summarised by name, booleans count, histories give their last "
  .. "numbers", function()
  local r = seeds(3, function(s) return {a = s, good = s > 1, text = "x"} end)
  T.eq({r.lists.a[3], r.lists.good[1], r.lists.good[3], r.lists.text}, {3, 0, 1, nil})
  local h = seeds(2, function()
    return fit(mlp(2, 4, 1), data.moons{n = 20, seed = 1}, {epochs = 2, val = data.moons{n = 9,
      seed = 2}})
  end)
  T.eq(#h.lists.val, 2)
end)

T.test("seeds: each call starts from its seed, the generator outside stays as it was", function()
  local function f() return rand(1):item() end
  seed(1)
  local expected = rand(1):item()
  seed(1)
  local a, b = seeds(3, f), seeds(3, f)
  T.eq(a.results, b.results)
  T.ok(a.results[1] ~= a.results[2])
  T.eq(rand(1):item(), expected)
end)

T.test("runs inside are silent, not entered and not announced", function()
  local events, heard = require "gradus.events", 0
  local handle = events.on("fit_end", function() heard = heard + 1 end)
  local before = #runs
  seeds(2, function() return fit(mlp(2, 4, 1), data.moons{n = 20, seed = 1}, {epochs = 2}) end)
  events.off(handle)
  T.eq({#runs - before, heard}, {0, 0})
end)

T.test("one Ctrl-C ends the whole experiment and keeps what is done", function()
  local r = seeds(5, function(s)
    if s == 4 then
      fit(mlp(2, 4, 1), data.moons{n = 20, seed = 1}, {epochs = 3, on_epoch = function()
        err.raise("E0302", "stopped by Ctrl-C")
      end})
    end
    return s
  end, function() return true end)
  T.eq({r.n, r.count, r.stopped}, {3, 3, true})
  T.ok(tostring(r):find("stopped by Ctrl%-C after 3 of 5"))
end)

T.test("sweep: every combination, in order, as a table", function()
  local r = sweep{b = {10, 20}, a = {1, 2}, run = function(c) return c.a * c.b end}
  T.eq(r.results, {10, 20, 20, 40})
  T.eq(r.combinations[2], {a = 1, b = 20})
  local lines = {}
  for line in tostring(r):gmatch("[^\n]+") do lines[#lines + 1] = line end
  T.eq({lines[1], lines[3]}, {"a   b  value", "1  20   20.0"})
  local h = sweep{lr = {0.001, 0.1}, run = function(c)
    return fit(mlp(2, 8, 1), data.moons{n = 30, seed = 1}, {lr = c.lr, epochs = 3})
  end}
  T.ok(tostring(h):find("^ *lr +train +best +accuracy"), tostring(h))
end)

T.test("sweep: every setting starts from the same first weights", function()
  local r = sweep{lr = {0.1, 0.1}, run = function(c)
    return fit(mlp(2, 8, 1), data.moons{n = 30, seed = 1}, {lr = c.lr, epochs = 2})
  end}
  T.eq(r.results[1].train_loss, r.results[2].train_loss)
end)

T.test("cross_validate: each row is measured once, by a model that has not seen it", function()
  local ds = data.moons{n = 40, noise = 0.1, seed = 1}
  local built = 0
  local r = cross_validate(function()
    built = built + 1
    return mlp(2, 16, 1)
  end, ds, {k = 4, epochs = 60, lr = 0.03})
  T.eq({built, #r.folds}, {4, 4})
  local rows, sum = 0, 0
  for _, fold in ipairs(r.folds) do
    rows = rows + fold.rows
    sum = sum + fold.loss
  end
  T.eq(rows, 40)
  T.near(r.loss, sum / 4, 1e-9)
  -- One nearest neighbour knows all it has seen: with its own fold among them it would be perfect.
  local noisy = data.moons{n = 60, noise = 0.5, flip = 0.3, seed = 1}
  T.ok(cross_validate(function() return baseline.knn(1) end, noisy).accuracy < 0.9)
  T.raises(function() cross_validate(mlp(2, 1), ds) end, "needs a function that makes a model",
    "E0103")
end)

T.test("ensemble: the mean of probabilities, as logits", function()
  local a, b = nn.Linear(1, 1), nn.Linear(1, 1)
  a.weight:fill_(1)
  a.bias:zero_()
  b.weight:fill_(-3)
  b.bias:zero_()
  local m = ensemble{a, b, task = "binary"}
  local function s(z) return 1 / (1 + math.exp(-z)) end
  T.near(m(core.tensor{{2}}):sigmoid():item(), (s(2) + s(-6)) / 2, 1e-5)
  local r = ensemble{a, b, task = "regression"}
  T.near(r(core.tensor{{2}}):item(), (2 - 6) / 2, 1e-6)
  T.eq(#m:parameters(), 4)
  local x = core.ones(3, 1)
  T.near(ensemble{a, b}(x), (a(x) + b(x)) / 2)
  T.raises(function() ensemble{a, 3, task = "binary"} end,
    "member 2 must be a network, found a number", "E0103")
end)

T.test("ensemble: squared error is the mean error minus the disagreement", function()
  seed(2)
  local members, x = {}, core.randn(50, 3)
  local y = core.randn(50, 1)
  for i = 1, 4 do members[i] = mlp(3, 8, 1) end
  members.task = "regression"
  local m = ensemble(members)
  local mean, apart = 0, 0
  for i = 1, 4 do
    mean = mean + ((members[i](x) - y) ^ 2):mean():item() / 4
    apart = apart + ((members[i](x) - m(x)) ^ 2):mean():item() / 4
  end
  T.near(((m(x) - y) ^ 2):mean():item(), mean - apart, 1e-5)
end)

local function sine_at_fixed_places()
  local x = core.linspace(-1, 1, 20):reshape(20, 1)
  return data.from(x, (x * math.pi):sin() + core.randn(20, 1) * 0.3, {task = "regression"})
end

local function truth(x) return math.sin(math.pi * x) end

T.test("bias_variance: the sum is the measured error; rigid is biased, flexible wavers", function()
  local function of(degree)
    return bias_variance{build = function() return baseline.polynomial(degree) end,
      data = sine_at_fixed_places, truth = truth}
  end
  local line, cubic, wild = of(1), of(3), of(14)
  for _, r in ipairs{line, cubic, wild} do T.near(r.sum, r.error, 0.05) end
  T.near(line.noise, 0.09, 0.1)
  -- Bounds around the table of 20 seeds in tests/experiments (bias 0.187, 0.005, 0.0005; variance
  -- 0.008, 0.015, 0.139).
  T.ok(line.bias2 > 0.15 and line.bias2 < 0.23 and line.variance < 0.012)
  T.ok(cubic.bias2 < 0.012 and cubic.variance > 0.01 and cubic.variance < 0.022)
  T.ok(wild.variance > 0.09 and wild.bias2 < 0.01)
end)

T.test("bias_variance: the truth of data.sine is known, other data must say it", function()
  local r = bias_variance{build = function() return baseline.knn(5) end, runs = 20,
    data = function(s) return data.sine{n = 40, noise = 0.3, seed = s} end}
  T.ok(r.bias2 < 0.1 and r.variance < 0.1)
  T.raises(function()
    bias_variance{build = function() return baseline.knn(5) end, data = sine_at_fixed_places}
  end, "needs truth", "E0107")
  T.raises(function() bias_variance{data = sine_at_fixed_places} end, "needs the option build",
    "E0107")
  T.raises(function()
    bias_variance{build = function() end, data = function(s) return data.moons{n = 9, seed = s} end}
  end, "must be a regression", "E0102")
end)

T.test("wrong arguments are named", function()
  T.raises(function() seeds("20", print) end, "how many must be a whole number", "E0103")
  T.raises(function() seeds(0, print) end, "whole number above 0, found 0", "E0102")
  T.raises(function() seeds(3) end, "needs a function of the seed", "E0103")
  T.raises(function() seeds(3, function() end) end, "for seed 1 the function returned nothing",
    "E0103")
  T.raises(function() sweep{lr = {1}} end, "needs run", "E0107")
  T.raises(function() sweep{lr = 1, run = print} end, "lr must be a list of values, found a number",
    "E0103")
end)

T.finish()
