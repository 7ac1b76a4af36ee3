-- The baselines: against numbers computed by hand, and against each other.

local T = require "gradus_test"
local core = require "gradus.core"

local function regression(x, y)
  local rows, targets = {}, {}
  for i = 1, #x do rows[i], targets[i] = {x[i]}, {y[i]} end
  return data.from(core.tensor(rows), core.tensor(targets), {task = "regression"})
end

T.test("a polynomial of the right degree goes through its points", function()
  local x, y = {}, {}
  for i = 1, 9 do
    x[i] = i - 5
    y[i] = 2 - 3 * x[i] + 0.5 * x[i] ^ 3
  end
  local m = baseline.polynomial(3):fit(regression(x, y))
  T.near(m(core.tensor{{-2.5}, {3.3}}):reshape(-1), {2 + 7.5 + 0.5 * (-2.5) ^ 3,
    2 - 9.9 + 0.5 * 3.3 ^ 3}, 1e-6, 1e-6)
  local mean = baseline.polynomial(0):fit(regression({1, 2, 3}, {1, 5, 6}))
  T.near(mean(core.tensor{{9}}):item(), 4, 1e-6)
end)

T.test("a line is the line of least squares", function()
  -- By hand: slope 1.1, intercept 0.5 for (0, 1) (1, 1) (2, 3) (3, 3.7): Σxy = 18.1, Σx = 6, Σy
  -- = 8.7.
  local m = baseline.polynomial(1):fit(regression({0, 1, 2, 3}, {1, 1, 3, 3.7}))
  local slope = (4 * 18.1 - 6 * 8.7) / (4 * 14 - 36)
  T.near(m(core.tensor{{0}, {1}}):reshape(-1), {(8.7 - 6 * slope) / 4,
    (8.7 - 6 * slope) / 4 + slope}, 1e-6)
end)

T.test("degree 15 through 20 points is still exact arithmetic, not rounding", function()
  local x, y = {}, {}
  for i = 1, 20 do
    x[i] = -1 + (i - 1) * 2 / 19
    y[i] = math.sin(math.pi * x[i])
  end
  local m = baseline.polynomial(15):fit(regression(x, y))
  for _, at in ipairs{-0.93, -0.2, 0.41, 0.97} do -- the sine's own remainder is below 1e-7 there
    T.near(m(core.tensor{{at}}):item(), math.sin(math.pi * at), 0, 2e-6)
  end
end)

T.test("two inputs get all products up to the degree", function()
  local rows, targets = {}, {}
  for i = 1, 16 do
    local a, b = (i - 1) % 4, (i - 1) // 4
    rows[i], targets[i] = {a, b}, {1 + a * b - b ^ 2}
  end
  local ds = data.from(core.tensor(rows), core.tensor(targets), {task = "regression"})
  T.near(baseline.polynomial(2):fit(ds)(core.tensor{{1.5, 2.5}}):item(), 1 + 3.75 - 6.25, 1e-5)
end)

T.test("nearest neighbours: means and votes", function()
  local m = baseline.knn(2):fit(regression({0, 1, 5, 6}, {10, 20, 30, 50}))
  T.near(m(core.tensor{{0.4}, {5.6}}):reshape(-1), {15, 40}, 1e-6)
  T.near(baseline.knn(9):fit(regression({0, 1}, {1, 2}))(core.tensor{{0}}):item(), 1.5, 1e-6)
  local ds = data.from(core.tensor{{0}, {1}, {2}, {9}}, core.tensor{1, 1, 2, 3},
    {task = "multiclass"})
  T.near(baseline.knn(3):fit(ds)(core.tensor{{0.5}}), {{2 / 3, 1 / 3, 0}}, 1e-6)
end)

T.test("a tree finds the best question, and deep ones learn by heart", function()
  local ds = data.from(core.tensor{{1, 5}, {2, 1}, {3, 4}, {4, 2}}, core.tensor{{0}, {0}, {1}, {1}},
    {task = "binary"})
  local m = baseline.tree{depth = 1}:fit(ds)
  T.eq(m(core.tensor{{2.4, 9}, {2.6, 0}}):tolist(), {{0}, {1}}) -- the first feature, cut at 2.5
  local moons = data.moons{n = 200, noise = 0.3, flip = 0.2, seed = 1}
  T.eq(accuracy(baseline.tree{depth = 50}:fit(moons), moons), 1)
  T.near(baseline.tree{depth = 0}:fit(ds)(core.tensor{{1, 1}}):item(), 0.5, 1e-6)
end)

T.test("a regression tree predicts the means of its leaves", function()
  local m = baseline.tree{depth = 1}:fit(regression({1, 2, 8, 9}, {1, 2, 10, 14}))
  T.near(m(core.tensor{{0}, {7}}):reshape(-1), {1.5, 12}, 1e-6)
end)

T.test("naive Bayes: posterior by hand", function()
  -- Class 1: mean 0, variance 1; class 2: mean 4, variance 1; equal shares.
  local ds = data.from(core.tensor{{-1}, {1}, {3}, {5}}, core.tensor{{0}, {0}, {1}, {1}},
    {task = "binary"})
  local m = baseline.naive_bayes():fit(ds)
  T.near(m(core.tensor{{2}}):item(), 0.5, 1e-6)
  local a, b = math.exp(-0.5), math.exp(-4.5)
  T.near(m(core.tensor{{1}}):item(), b / (a + b), 1e-5)
end)

T.test("a class without rows and a feature that never varies do no harm", function()
  local ds = data.from(core.tensor{{1, 7}, {2, 7}, {8, 7}, {9, 7}}, core.tensor{1, 1, 3, 3},
    {task = "multiclass", classes = {"a", "b", "c"}})
  for _, m in ipairs{baseline.naive_bayes(), baseline.knn(1), baseline.tree{}} do
    m:fit(ds)
    T.eq(accuracy(m, ds), 1, tostring(m))
    T.eq(m(ds.x).shape, {4, 3})
  end
end)

T.test("they are accepted by evaluate, predict and cross_validate", function()
  local train = data.blobs{n = 150, classes = 3, seed = 1}
  local test = data.blobs{n = 150, classes = 3, seed = 2}
  local m = baseline.naive_bayes():fit(train)
  local r = evaluate(m, test)
  T.ok(r.accuracy > 0.9 and r.loss < 0.4 and #r.confusion == 3)
  T.eq(predict(m, test).shape, {150})
  local cv = cross_validate(function() return baseline.knn(3) end, train, {k = 5})
  T.ok(cv.accuracy > 0.9 and #cv.folds == 5)
  local knn = baseline.knn(1):fit(train)
  T.ok(evaluate(knn, train).loss < 1e-6)
end)

T.test("what cannot be is said", function()
  T.eq(tostring(T.raises(function() baseline.polynomial(2):fit(data.moons{n = 20, seed = 1}) end,
    "", "E0102")),
    "baseline.polynomial cannot learn a binary task\nIt learns regression.")
  T.raises(function() baseline.knn(0) end, "k must be at least 1, found 0", "E0102")
  T.raises(function() baseline.knn(2.5) end, "k must be a whole number, found 2.5", "E0102")
  T.raises(function() baseline.tree{dept = 3} end, "did you mean depth%?", "E0104")
  T.raises(function() baseline.knn(1)(core.ones(1, 2)) end, "has learned nothing yet", "E0107")
  T.raises(function() baseline.knn(1):fit(regression({1}, {1}))(core.ones(1, 2)) end,
    "learned from 1 feature, this row has 2", "E0101")
  T.raises(function() return baseline.forest end, "baseline has no forest", "E0106")
  T.raises(function() return baseline.knn(1).kk end, "no field or method 'kk'", "E0106")
end)

T.finish()
