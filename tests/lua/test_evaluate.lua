-- evaluate, accuracy, predict: numbers checked by hand on models whose outputs are known.

local T = require "gradus_test"
local core = require "gradus.core"

-- A model that answers with its input.
local function identity() return nn.Identity() end

local function binary(logits, labels)
  local x, y = {}, {}
  for i, z in ipairs(logits) do x[i], y[i] = {z}, {labels[i]} end
  return data.from(core.tensor(x), core.tensor(y), {task = "binary"})
end

local function multiclass(rows, labels)
  return data.from(core.tensor(rows), core.tensor(labels), {task = "multiclass"})
end

T.test("binary: loss, accuracy, confusion, confidence by hand", function()
  local r = evaluate(identity(), binary({2, -1, 0.5, -3}, {1, 0, 0, 1}))
  local function s(z) return 1 / (1 + math.exp(-z)) end
  local expected =
    -(math.log(s(2)) + math.log(1 - s(-1)) + math.log(1 - s(0.5)) + math.log(s(-3))) / 4
  T.near(r.loss, expected, 1e-6)
  T.eq(r.accuracy, 0.5)
  T.eq(r.confusion, {{1, 1}, {1, 1}})
  T.near(r.confidence, (s(2) + s(1) + s(0.5) + s(3)) / 4, 1e-6)
  T.eq(r.rows, 4)
end)

T.test("probabilities are cut at one half, logits at 0", function()
  local ds = binary({0.4, 0.6, 0.4, 0.6}, {0, 1, 1, 0})
  T.eq(accuracy(identity(), ds), 0.5) -- as logits all four are a yes
  local sigmoid = nn.Sequential{nn.Identity(), nn.Sigmoid()}
  T.eq(evaluate(sigmoid, binary({-1, 1, 3}, {0, 1, 1})).accuracy, 1)
  local p = evaluate(identity(), ds, {loss = nn.BCELoss()})
  T.eq(p.accuracy, 0.5)
  T.near(p.loss, -(2 * math.log(0.6) + 2 * math.log(0.4)) / 4, 1e-5)
end)

T.test("multiclass: argmax, confusion rows are the truth", function()
  local ds = multiclass({{2, 1, 0}, {0, 3, 0}, {1, 0, 0}, {0, 0, 1}}, {1, 2, 3, 3})
  local r = evaluate(identity(), ds)
  T.eq(r.accuracy, 0.75)
  T.eq(r.confusion, {{1, 0, 0}, {0, 1, 0}, {1, 0, 1}})
end)

T.test("multilabel: a row counts where every label is right; a regression has no "
  .. "accuracy", function()
  local x = core.tensor{{1, -1}, {1, 1}, {-1, 1}}
  local y = core.tensor{{1, 0}, {1, 0}, {0, 1}}
  local r = evaluate(identity(), data.from(x, y, {task = "multilabel"}))
  T.near(r.accuracy, 2 / 3, 1e-12)
  T.eq(r.confusion, nil)
  local q = evaluate(identity(), data.from(x, y, {task = "regression"}))
  T.near(q.loss, (0 + 1 + 0 + 1 + 1 + 0) / 6, 1e-6)
  T.eq(q.accuracy, nil)
end)

T.test("ece: half right with confidence near 1 is off by a half", function()
  local rows, labels = {}, {}
  for i = 1, 10 do
    rows[i] = {20, 0}
    labels[i] = i <= 5 and 1 or 2
  end
  T.near(evaluate(identity(), multiclass(rows, labels)).ece, 0.5, 1e-6)
  rows, labels = {}, {}
  for i = 1, 10 do -- confidence 0.8, right in 8 of 10: calibrated
    rows[i] = {math.log(4), 0}
    labels[i] = i <= 8 and 1 or 2
  end
  T.near(evaluate(identity(), multiclass(rows, labels)).ece, 0, 1e-6, 1e-6)
end)

T.test("the mode is put back, also after an error, and no graph is recorded", function()
  local model = nn.Sequential{nn.Linear(2, 4), nn.Dropout(0.5), nn.Linear(4, 1)}
  model:train()
  local ds = data.moons{n = 20, seed = 1}
  evaluate(model, ds)
  T.ok(model[2].training)
  T.raises(function() evaluate(model, data.from(core.ones(4, 3), core.ones(4, 1),
    {task = "binary"})) end,
    "Linear", "E0101")
  T.ok(model[2].training)
  model:eval()
  evaluate(model, ds, {samples = 3})
  T.ok(not model[2].training)
  T.eq(model[1].weight.grad, nil)
end)

T.test("evaluation leaves the random generator alone", function()
  local model = nn.Sequential{nn.Linear(2, 4), nn.Dropout(0.5), nn.Linear(4, 1)}
  seed(3)
  local expected = rand(2):tolist()
  seed(3)
  evaluate(model, data.moons{n = 20, seed = 1}, {samples = 5})
  predict(model, data.moons{n = 20, seed = 1}, {samples = 5})
  T.eq(rand(2):tolist(), expected)
end)

T.test("samples average dropout masks: many of them come near the whole network", function()
  seed(1)
  local model = nn.Sequential{nn.Dropout(0.5), nn.Linear(8, 1)}
  local x = core.randn(5, 8)
  local whole = predict(model, x, {task = "regression"})
  local mean = predict(model, x, {task = "regression", samples = 4000})
  -- The standard error is about |w·x|/sqrt(4000), well below 0.03 here.
  T.near(mean, whole, 0, 0.1)
  T.ok((mean - whole):abs():max():item() > 0)
end)

T.test("predict gives labels, values or probabilities", function()
  local ds = multiclass({{2, 1}, {0, 3}}, {1, 2})
  T.eq(predict(identity(), ds):tolist(), {1, 2})
  T.near(predict(identity(), ds, {as = "probabilities"}):sum(2), {1, 1})
  T.eq(predict(identity(), core.tensor{{5}, {-5}}):tolist(), {{5}, {-5}})
  T.eq(predict(identity(), core.tensor{{5}, {-5}}, {task = "binary"}):tolist(), {{1}, {0}})
end)

T.test("a model trained by fit remembers what its outputs mean", function()
  local model = mlp(2, 4, 1)
  fit(model, data.moons{n = 20, seed = 1}, {epochs = 1, verbose = false})
  for _, p in ipairs(predict(model, core.randn(6, 2)):reshape(-1):tolist()) do
    T.ok(p == 0 or p == 1)
  end
end)

T.test("large data is measured in pieces, with the same result", function()
  seed(1)
  local model = mlp(2, 4, 1)
  local ds = data.moons{n = 9000, noise = 0.1, seed = 1}
  local expected = nn.BCEWithLogitsLoss()(model(ds.x), ds.y):item()
  T.near(evaluate(model, ds).loss, expected, 1e-5)
  T.eq(#predict(model, ds), 9000)
end)

T.test("evaluations are announced", function()
  local events, seen = require "gradus.events", nil
  local handle = events.on("evaluate", function(_, ds) seen = ds end)
  local ds = data.moons{n = 20, seed = 1}
  evaluate(mlp(2, 1), ds)
  events.off(handle)
  T.ok(seen == ds)
end)

T.test("it prints as a line and a matrix with the names of the classes", function()
  local ds = multiclass({{2, 0}, {0, 2}, {2, 0}}, {1, 2, 2})
  ds.classes = {"cat", "dog"}
  local lines = {}
  for line in tostring(evaluate(identity(), ds)):gmatch("[^\n]+") do lines[#lines + 1] = line end
  T.ok(lines[1]:find("loss 0.79", 1, true) and lines[1]:find("accuracy 0.67", 1, true), lines[1])
  T.eq({lines[2], lines[3], lines[4]}, {"true \\ answer  cat  dog", "cat              1    0",
    "dog              1    1"})
end)

T.test("wrong arguments are named", function()
  local ds = data.moons{n = 20, seed = 1}
  T.eq(tostring(T.raises(function() evaluate() end, "", "E0107")),
    "evaluate needs a model, found nothing (nil)\nevaluate(model, ds)")
  T.eq(tostring(T.raises(function() evaluate(mlp(2, 1), ds.x) end, "", "E0103")),
    "evaluate needs a dataset, found a tensor\nPut inputs and targets into a dataset: "
    .. "evaluate(model, data.from(x, y), …).")
  T.eq(tostring(T.raises(function() accuracy(mlp(2, 1), data.sine{n = 5}) end, "", "E0102")),
    "accuracy: a regression has right and wrong by degrees only\n"
    .. "evaluate(model, ds).loss is its mean squared error.")
  T.raises(function() evaluate(mlp(2, 1), ds, {lose = 3}) end, "did you mean loss%?", "E0104")
  T.raises(function() return evaluate(mlp(2, 1), ds).acuracy end, "did you mean accuracy%?",
    "E0106")
end)

T.finish()
