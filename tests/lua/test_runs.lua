-- runs and history: numbers, comparisons, strict fields, and what is let go.

local T = require "gradus_test"
local core = require "gradus.core"

local train, val = data.moons{n = 40, noise = 0.2, seed = 1}, data.moons{n = 30, noise = 0.2,
  seed = 2}

local function run(options, model)
  options.verbose = false
  options.epochs = options.epochs or 3
  options.val = val
  return fit(model or mlp(2, 8, 1), train, options)
end

T.test("every run is entered under its number", function()
  local before = #runs
  local h = run{}
  T.eq({#runs, h.id}, {before + 1, before + 1})
  T.ok(runs[h.id] == h and runs.last == h)
  T.eq(runs[#runs + 1], nil)
end)

T.test("the source line is noted", function()
  T.ok(run{}.source:find("test_runs.lua:%d+$"))
end)

T.test("diff names the one thing that is different, and what came of it", function()
  seed(1)
  local a = run{seed = 3, lr = 0.01}
  local b = again{lr = 0.3}
  local d = runs.diff(a, b)
  T.eq(#d.changes, 1)
  T.eq({d.changes[1].name, d.changes[1].from, d.changes[1].to}, {"lr", 0.01, 0.3})
  T.ok(tostring(d):find("^only lr 0.01 %-> 0.3"), tostring(d))
  T.ok(tostring(runs.diff(a.id, b.id)) == tostring(d))
end)

T.test("diff asks which, where several things differ, and sees seeds, weights and data", function()
  seed(1)
  local a = run{seed = 3, lr = 0.01}
  local b = again{lr = 0.3, batch = 8}
  T.ok(tostring(runs.diff(a, b)):find("^2 things differ: .*Which of them did it%?"))
  local c = again(a.id, {seed = 4})
  T.eq(runs.diff(a, c).others, {"another seed"})
  local d = run({seed = 3, lr = 0.01})
  T.eq(runs.diff(a, d).others, {"other first weights"})
  local e = again(a.id, {train = data.moons{n = 40, noise = 0.2, seed = 9}})
  T.eq(runs.diff(a, e).others, {"other data"})
  local f = again(a.id, {})
  T.ok(tostring(runs.diff(a, f)):find("^the same settings, seed and first weights"))
end)

T.test("diff says at which epoch a run broke", function()
  seed(1)
  local x = core.randn(30, 1) * 50
  local ds = data.from(x, x * 2, {task = "regression"})
  local a = fit(mlp(1, 4, 1), ds, {optimizer = "sgd", lr = 1e-5, epochs = 4, verbose = false})
  local b = again{lr = 10}
  T.ok(tostring(runs.diff(a, b)):find("at epoch " .. b.epochs, 1, true), tostring(runs.diff(a, b)))
end)

T.test("the ledger prints as a table that fits a narrow screen", function()
  run{dropout = nil}
  for line in tostring(runs):gmatch("[^\n]+") do T.ok(utf8.len(line) <= 60, line) end
end)

T.test("fields that a history or the ledger does not have are errors with a suggestion", function()
  local h = run{}
  T.eq(tostring(T.raises(function() return h.loss end, "", "E0106")),
    "a history has no field loss\ndid you mean train_loss?")
  T.raises(function() return h.vall_loss end, "did you mean val_loss%?", "E0106")
  T.raises(function() h.lr_ = 3 end, "no field lr_", "E0106")
  T.raises(function() return runs.foo end, "runs has no field foo", "E0106")
  T.raises(function()
    local ledger = runs
    ledger[1] = 3
  end, "written by fit", "E0106")
  T.raises(function() runs.diff(1, 999) end, "there is no run 999\nRuns 1 to %d+ exist", "E0102")
  T.raises(function() runs.diff("a", 1) end, "takes a history or the number of a run", "E0103")
  h.note = "mine"
  T.eq(h.note, "mine")
end)

T.test("histories say themselves in one line", function()
  local h = run{epochs = 4}
  local text = tostring(h)
  T.ok(text:find(("^run %d .* 4 epochs .* train %%S+  val %%S+"):format(h.id)), text)
  T.eq(h.best_epoch >= 1 and h.best_epoch <= 4, true)
end)

T.test("NaN is never the best epoch", function()
  local history = require "gradus.history"
  local h = history.new{train = 1}
  for _, v in ipairs{3, 0 / 0, 2, 4} do
    h.val_loss[#h.val_loss + 1] = v
    h:note_best()
  end
  T.eq(h.best_epoch, 3)
  h:find_best()
  T.eq(h.best_epoch, 3)
end)

-- A loop as a student writes it.
local function own_loop(steps)
  local model = mlp(2, 8, 1)
  local opt, crit = optim.SGD(model, {lr = 0.1}), nn.BCEWithLogitsLoss()
  local first
  for _ = 1, steps do
    opt:zero_grad()
    local loss = crit(model(train.x), train.y)
    first = first or loss:item()
    loss:backward()
    opt:step()
  end
  return first, opt
end

T.test("a loop written by hand leaves a run, with its losses", function()
  local before = #runs
  local first = own_loop(40)
  T.eq(#runs, before + 1)
  local h = runs.last
  T.eq({h.steps, #h.train_loss, h.config.optimizer, h.config.lr}, {40, 40, "SGD", 0.1})
  T.near(h.train_loss[1], first, 1e-6)
  T.ok(h.train_loss[40] < h.train_loss[1])
  T.ok(tostring(h):find("own loop", 1, true) and tostring(h):find("40 steps", 1, true))
end)

T.test("going on with the same optimizer is the same run; a few steps are none", function()
  local before = #runs
  local _, opt = own_loop(3)
  T.eq(#runs, before)
  for _ = 1, 4 do opt:step() end
  T.eq({#runs, runs.last.steps}, {before + 1, 7})
end)

T.test("a long loop keeps at most 512 losses, evenly spread, first among them", function()
  local first = own_loop(3000)
  local h = runs.last
  T.eq(h.steps, 3000)
  T.ok(#h.train_loss > 256 and #h.train_loss <= 512)
  T.near(h.train_loss[1], first, 1e-6)
  for i = 2, #h.train_loss do T.ok(h.train_loss[i] <= h.train_loss[i - 1] + 1e-3) end
end)

T.test("fit and the experiments are no loops of one's own, and numbers follow the order", function()
  local before = #runs
  own_loop(10)
  local h = run{clip_norm = 1}
  own_loop(10)
  T.eq({h.id, #runs}, {before + 2, before + 3})
  seeds(2, function() return (own_loop(10)) end)
  mistake("softmax_twice", {epochs = 1})
  T.eq(#runs, before + 3)
  T.raises(function() again(before + 1) end, "was a loop of your own", "E0102")
  T.raises(function() diagnose(runs[before + 1]) end, "neither accuracies nor a task", "E0107")
  T.eq(tostring(runs.diff(before + 1, before + 3)):match("^the same settings"), "the same settings")
end)

T.test("heavy parts of old runs are let go, curves stay", function()
  local first = run{}
  local big = core.zeros(4, 4500000)
  local ds = data.from(big, core.zeros(4, 1), {task = "regression"})
  -- Two data sets of 18 million numbers: more than the ledger holds beside the latest run.
  local spy = nn.Module{w = core.zeros(1, 1), forward = function(self, x)
    return x:narrow(2, 1, 1):matmul(self.w)
  end}
  fit(spy, ds, {epochs = 1, verbose = false})
  local kept = runs[first.id]
  T.eq({kept.kept, kept.model, #kept.val_loss, kept.seed}, {false, nil, 3, first.seed})
  T.ok(first.model ~= nil, "whoever holds a history keeps it whole")
  T.raises(function() again(first.id) end, "no longer kept", "E0102")
end)

T.finish()
