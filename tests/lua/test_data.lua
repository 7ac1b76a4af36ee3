-- Data sets: fields, parts, batches, scaling, generators as sets. Files are tested in test_data_csv
-- and test_data_idx.

local T = require "gradus_test"

local function says(fn, text, code) T.eq(tostring(T.raises(fn, "", code)), text) end

-- n rows whose only feature is their number, so that rows can be told apart.
local function counted(n, classes)
  local x, y = {}, {}
  for i = 1, n do x[i], y[i] = {i}, (i - 1) % (classes or 2) + 1 end
  return data.from(x, y, {task = "multiclass"})
end

local function column(ds)
  local out = {}
  for i, row in ipairs(ds.x:tolist()) do out[i] = row[1] // 1 | 0 end
  return out
end

local function counts(ds)
  local out = {}
  for _, y in ipairs(ds.y:tolist()) do out[y // 1 | 0] = (out[y // 1 | 0] or 0) + 1 end
  return out
end

-- ---- data.from ----------------------------------------------------------------------------------

T.test("the task is read from the targets", function()
  local function task(y, x) return data.from(x or zeros(#y, 2), tensor(y)).task end
  T.eq(task{0, 1, 1, 0}, "binary")
  T.eq(task{{0}, {1}}, "binary")
  T.eq(task{1, 2, 3, 1, 2, 3, 1, 2, 3}, "multiclass")
  T.eq(task{{0, 1}, {1, 1}}, "multilabel")
  T.eq(task{0.5, 1, 2}, "regression")
  T.eq(task{{1, 2}, {3, 4}}, "regression")
  T.eq(task{10, 20, 30}, "regression")
end)

T.test("targets get the shape of their task", function()
  T.eq(data.from(zeros(3, 2), tensor{0, 1, 1}).y.shape, {3, 1})
  T.eq(data.from(zeros(3, 2), tensor{0.5, 1, 2}).y.shape, {3, 1})
  T.eq(data.from(zeros(3, 2), tensor{{1}, {2}, {1}}, {task = "multiclass"}).y.shape, {3})
  T.eq(data.from({1, 2, 3}, {1, 2, 3}, {task = "regression"}).x.shape, {3, 1})
end)

T.test("class names become labels, in alphabetical order", function()
  local ds = data.from(zeros(4, 1), {"dog", "cat", "cow", "cat"})
  T.eq(ds.classes, {"cat", "cow", "dog"})
  T.near(ds.y, {3, 1, 2, 1})
  T.eq(ds:labels(), {"dog", "cat", "cow", "cat"})
  local two = data.from(zeros(3, 1), {"yes", "no", "yes"})
  T.eq({two.task, two.classes}, {"binary", {"no", "yes"}})
  T.near(two.y, {{1}, {0}, {1}})
  T.eq(two:labels(), {"yes", "no", "yes"})
end)

T.test("targets that cannot be are explained", function()
  local x = zeros(3, 2)
  says(function() data.from(x, tensor{0, 1, 2}, {task = "multiclass"}) end,
    "data.from: label 0 among "
    .. "the targets; classes count from 1\nAdd 1 to labels that count from 0: y + 1.", "E0105")
  says(function() data.from(x, tensor{1, 2.5, 2}, {task = "multiclass"}) end,
    "data.from: labels are "
    .. 'whole numbers from 1, found numbers from 1 to 2.5\nFor quantities, task="regression".',
      "E0105")
  says(function() data.from(x, tensor{1, 2, 1}, {task = "binary"}) end,
    "data.from: the targets of a "
    .. "binary task are 0 or 1, found numbers from 1 to 2", "E0105")
  says(function() data.from(x, {"a", "b", "c"}, {task = "binary"}) end,
    "data.from: a binary target "
    .. 'has two classes, found 3\nWith more than two, task="multiclass".', "E0105")
  says(function() data.from(x, {"a", "b", "c"}, {task = "regression"}) end,
    "data.from: the target of "
    .. 'row 1 is "a", not a number\nWith names as targets, task="multiclass".', "E0103")
  says(function() data.from(x, zeros(2, 1)) end, "data.from: x has 3 rows and y has 2\n"
    .. "Each row of x needs its target.", "E0101")
  says(function() data.from(x) end, "data.from needs targets: data.from(x, y)", "E0107")
  says(function() data.from(x, x, {task = "multiclas"}) end,
    'data.from: task cannot be "multiclas"\n'
    .. 'did you mean multiclass? It takes one of "binary", "multiclass", "multilabel", '
    .. '"regression".',
    "E0102")
  says(function() data.from("x", x) end,
    "data.from: x must be a tensor or a table of numbers, not a "
    .. "string", "E0103")
end)

T.test("methods without a colon say so", function()
  local ds = counted(4)
  says(function() ds.batches(2) end, "batches needs a dataset, not a number\n"
    .. "Methods take a colon: x:batches(…).", "E0103")
  says(function() ds.split{train = 0.5} end, "split needs a dataset, not a table\n"
    .. "Methods take a colon: x:split(…).", "E0103")
  says(function() ds.describe() end, "describe needs a dataset, not nothing (nil)\n"
    .. "Methods take a colon: x:describe(…).", "E0103")
end)

-- ---- fields -------------------------------------------------------------------------------------

T.test("fields are checked when they are set, and unknown ones are errors", function()
  local ds = counted(4)
  ds.x = ones(4, 3)
  T.eq(ds.x.shape, {4, 3})
  ds.role = "val"
  says(function() ds.x = 3 end, "dataset.x must be a tensor, not a number\n"
    .. "tensor(table) makes one of a table of numbers.", "E0103")
  says(function() ds.task = "binery" end,
    "dataset.task cannot be binery\ndid you mean binary?", "E0102")
  says(function() return ds.lables end, "dataset has no field or method 'lables'\n"
    .. "did you mean labels?", "E0106")
  says(function() return ds.target end, "dataset has no field or method 'target'\ndid you mean y?",
    "E0106")
  says(function() ds.foo = 1 end, "dataset has no field 'foo' that can be set", "E0106")
  ds.x = ones(3, 3)
  says(function() ds:split() end, "the data set has 3 rows of inputs and 4 of targets\n"
    .. "Assign ds.x and ds.y together.", "E0101")
end)

T.test("ds[i] is a row, and ipairs goes through all", function()
  local ds = counted(3)
  T.eq({#ds, column(ds[2])}, {3, {2}})
  local seen = 0
  for i, row in ipairs(ds) do
    seen = seen + 1
    T.eq(column(row), {i})
  end
  T.eq(seen, 3)
  says(function() return ds[5] end, "row 5 of a data set with 3 rows", "E0102")
  says(function() return ds[0] end, "row 0 of a data set with 3 rows\nRows count from 1.", "E0102")
end)

T.test("subset keeps the identity of rows through every part", function()
  local ds = counted(10)
  local part = ds:subset{9, 3, 5}
  T.eq(column(part), {9, 3, 5})
  T.eq(part.ids, {9, 3, 5})
  T.eq(part:subset(tensor{3, 1}).ids, {5, 9})
  T.eq(part.origin, ds.origin)
  T.ok(counted(3).origin ~= ds.origin)
  T.eq(ds.ids[10], 10)
  says(function() ds:subset{11} end, "row 11 of a data set with 10 rows", "E0102")
  says(function() ds:subset{1.5} end, "row 1.5 of a data set with 10 rows", "E0102")
  says(function() ds:subset{} end, "subset needs a list of row numbers, not an empty table\n"
    .. "ds:subset{1, 2, 3}", "E0103")
end)

-- ---- split --------------------------------------------------------------------------------------

T.test("split gives 0.6, 0.2, 0.2, each row once, with roles", function()
  local ds = counted(50)
  local train, val, test = ds:split{seed = 1}
  T.eq({#train, #val, #test}, {30, 10, 10})
  T.eq({train.role, val.role, test.role}, {"train", "val", "test"})
  local seen = {}
  for _, part in ipairs{train, val, test} do
    T.eq(part.ids, column(part))
    for _, id in ipairs(part.ids) do
      T.ok(not seen[id], "row twice")
      seen[id] = true
    end
  end
  T.eq(#seen, 50)
end)

T.test("parts come in the order train, train_dev, val, test, if named", function()
  local ds = counted(100)
  local parts = table.pack(ds:split{test = 0.2, train_dev = 10, train = 0.5, val = 20})
  local text = {}
  for i, part in ipairs(parts) do text[i] = part.role .. " " .. #part end
  T.eq(text, {"train 50", "train_dev 10", "val 20", "test 20"})
  local train, none = ds:split{train = 0.8}
  T.eq({#train, none}, {80, nil})
  local a, b, c = ds:split{train = 0.8, val = 0, test = 0.2}
  T.eq({#a, b.role, c}, {80, "test", nil})
end)

T.test("shares are rounded so that no row is lost", function()
  for n = 3, 40 do
    local sum = 0
    local third = {train = 1 / 3, val = 1 / 3, test = 1 / 3, seed = n}
    for _, part in ipairs{counted(n, 1):split(third)} do
      T.ok(math.abs(#part - n / 3) < 1)
      sum = sum + #part
    end
    T.eq(sum, n)
  end
end)

T.test("classes keep their shares in every part", function()
  local ds = counted(150, 3)
  local train, val, test = ds:split{seed = 2}
  T.eq({counts(train), counts(val), counts(test)}, {{30, 30, 30}, {10, 10, 10}, {10, 10, 10}})
  for seed_number = 1, 20 do
    local moons = data.moons{n = 90, seed = seed_number}
    local part = moons:split{train = 0.5, seed = seed_number}
    T.ok(math.abs(part.y:mean():item() - 0.5) < 0.03)
  end
  local differs = false
  for seed_number = 1, 5 do
    local by_chance = counts((ds:split{seed = seed_number, stratify = false}))
    differs = differs or by_chance[1] ~= 30 or by_chance[2] ~= 30
  end
  T.ok(differs) -- five random draws of 90 with 30 each: below 1e-7
  says(function() data.sine{n = 10}:split{stratify = true} end,
    "split: stratify needs classes, and this task is regression", "E0104")
end)

T.test("a seed fixes the split and leaves the global generator alone", function()
  local ds, core = counted(40), require "gradus.core"
  local before = core.rng_state()
  local a, b = ds:split{seed = 5}, ds:split{seed = 5}
  T.eq(core.rng_state(), before)
  T.eq(column(a), column(b))
  T.ok(table.concat(column(a), " ") ~= table.concat(column((ds:split{seed = 6})), " "))
  local sorted = column(a)
  table.sort(sorted)
  T.ok(table.concat(sorted, " ") ~= table.concat(column(a), " "),
    "rows of a part are in random order")
  seed(1)
  local c = ds:split()
  seed(1)
  T.eq(column((ds:split())), column(c))
  T.eq(column((ds:split{train = 5, shuffle = false})), {1, 2, 3, 4, 5})
end)

T.test("a split that cannot be is explained", function()
  local ds = counted(10)
  says(function() ds:split{train = 0.8, test = 0.4} end,
    "split asks for 12 rows (train 8, test 4) of a "
    .. "data set with 10\nShares add up to at most 1.", "E0102")
  says(function() ds:split{train = 2.5} end,
    "split: train = 2.5 is neither a share nor a number of "
    .. "rows\nA share is at most 1; a number of rows is whole.", "E0102")
  says(function() ds:split{train = 0.9, val = 0.01} end,
    "split: the part 'val' would be empty (of 10 rows)", "E0102")
  says(function() ds:split{validation = 0.2} end,
    "split has no option validation\ndid you mean val?",
    "E0104")
  says(function() ds:split{0.6, 0.2, 0.2} end, "split: a number without a name among the options\n"
    .. "Each option needs its name: {test = …, train = …, train_dev = …, val = …}.", "E0104")
end)

T.test("kfold holds every row out once", function()
  local ds = counted(23)
  local folds, held = 0, {}
  for train, val in ds:kfold(5, {seed = 1}) do
    folds = folds + 1
    T.eq(#train + #val, 23)
    T.eq({train.role, val.role}, {"train", "val"})
    local inside = {}
    for _, id in ipairs(train.ids) do inside[id] = true end
    for _, id in ipairs(val.ids) do
      T.ok(not held[id] and not inside[id])
      held[id] = true
    end
  end
  T.eq({folds, #held}, {5, 23})
  says(function() ds:kfold(1) end, "kfold: k must be at least 2 and at most 23, found 1\n"
    .. "k: number of parts", "E0102")
end)

-- ---- roles travel -------------------------------------------------------------------------------

T.test("tensors remember the part they come from", function()
  local role = require "gradus.data.role"
  local train, _, test = data.moons{n = 50, seed = 1}:split{seed = 1}
  local norm = data.Standardizer(train)
  for _, t in ipairs{test.x, test.y, test.x:narrow(1, 2, 3), test.x:index_select(1, {1, 5}),
    test.x:clone(), norm(test).x, norm(test.x), norm:inverse(test.x), test[1].x,
    test:moved{scale = 2}.x, data.polynomial_features(test, 2).x} do
    T.eq(role.of(t), "test")
  end
  for x, y in test:batches(4, {shuffle = true}) do T.eq({role.of(x), role.of(y)}, {"test",
    "test"}) end
  T.eq(data.from(test.x:narrow(1, 1, 4), test.y:narrow(1, 1, 4)).role, "test")
  T.eq(role.of(ones(3)), nil)
  local mixed = cat({train.x, test.x}, 1)
  T.eq({role.of(mixed), role.all(mixed)}, {nil, {"train", "test"}})
end)

T.test("a role set by hand marks the tensors of this set alone", function()
  local role = require "gradus.data.role"
  local ds = data.moons{n = 10}
  local x = ds.x
  ds.role = "val"
  T.eq({role.of(ds.x), role.of(x)}, {"val", nil})
  ds.role = nil
  T.eq(role.of(ds.x), nil)
end)

-- ---- batches ------------------------------------------------------------------------------------

T.test("batches go through all rows in order, the last one smaller", function()
  local sizes, seen = {}, {}
  for x, y in counted(10):batches(4) do
    sizes[#sizes + 1] = #x
    T.eq(#x, #y)
    for row in x:rows() do seen[#seen + 1] = row:item() // 1 | 0 end
  end
  T.eq({sizes, seen}, {{4, 4, 2}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}})
  local count = 0
  for _ in counted(10):batches(4, {drop_last = true}) do count = count + 1 end
  T.eq(count, 2)
  for x in counted(10):batches(10) do T.eq(#x, 10) end
  for x in counted(10):batches(99, {shuffle = true}) do T.eq(#x, 10) end
end)

T.test("shuffled batches keep rows and targets together, anew each time", function()
  seed(4)
  local ds, orders = counted(30, 3), {}
  for round = 1, 2 do
    local seen, order = {}, {}
    for x, y in ds:batches(7, {shuffle = true}) do
      for i, row in ipairs(x:tolist()) do
        T.eq(y[i], (row[1] - 1) % 3 + 1)
        seen[row[1] // 1 | 0], order[#order + 1] = true, row[1]
      end
    end
    T.eq(#seen, 30)
    orders[round] = table.concat(order, " ")
  end
  T.ok(orders[1] ~= orders[2])
end)

T.test("a batch size that cannot be is explained", function()
  says(function() counted(3):batches() end,
    "batches: size must be an integer, found nothing (nil)\n"
    .. "size: rows per batch", "E0103")
  says(function() counted(3):batches(0) end, "batches: size must be at least 1, found 0\n"
    .. "size: rows per batch", "E0102")
  says(function() counted(3):batches(2, {shufle = true}) end, "batches has no option shufle\n"
    .. "did you mean shuffle?", "E0104")
end)

-- ---- scaling ------------------------------------------------------------------------------------

T.test("a Standardizer uses the statistics of the training set", function()
  local train = data.from({{1, 10}, {3, 10}, {5, 10}}, {1, 2, 3}, {task = "regression"})
  train.role = "train"
  local norm = data.Standardizer(train)
  T.near(norm.mean, {3, 10})
  T.near(norm.std, {math.sqrt(8 / 3), 1}, 1e-6) -- a feature that never changes: 1
  local scaled = norm(train)
  T.near(scaled.x:mean(1), {0, 0}, 0, 1e-6)
  T.near((scaled.x * scaled.x):mean(1), {1, 0}, 1e-6, 1e-6)
  T.eq({scaled.role, scaled.origin}, {"train", train.origin})
  T.near(train.x:tolist()[1], {1, 10}) -- the original is as it was
  T.near(norm(tensor{{9, 11}}), {{6 / math.sqrt(8 / 3), 1}}, 1e-6)
  T.near(norm:inverse(norm(tensor{{9, 11}})), {{9, 11}}, 1e-6)
  T.near(norm:inverse(scaled).x, train.x, 1e-6, 1e-6)
end)

T.test("MinMax maps the training set to 0…1", function()
  local norm = data.MinMax(tensor{{1, 4}, {3, 4}})
  T.near(norm(tensor{{2, 4}, {5, 6}}), {{0.5, 0}, {2, 2}})
  T.near(norm:inverse(tensor{{0.5, 0}}), {{2, 4}})
  T.near(norm.min, {1, 4})
end)

T.test("scaling explains what it cannot take", function()
  local norm = data.Standardizer(tensor{{1, 2}, {3, 4}})
  says(function() norm(ones(2, 3)) end,
    "Standardizer was made for 2 features, found 3 (shape [2, 3])",
    "E0101")
  says(function() data.Standardizer(3) end,
    "Standardizer needs a data set or a tensor, not a number\n"
    .. "norm = data.Standardizer(train); train, val = norm(train), norm(val)", "E0103")
  says(function() return norm.men end, "Standardizer has no field or method 'men'\n"
    .. "did you mean mean?", "E0106")
end)

T.test("moved puts the rows into another world", function()
  local ds = data.from({{1, 2}, {3, 4}}, {0, 1})
  local moved = ds:moved{scale = 2, shift = {0.5, 0}}
  T.near(moved.x, {{2.5, 4}, {6.5, 8}})
  T.near(moved.y, ds.y)
  T.near(ds:moved{shift = 1}.x, {{2, 3}, {4, 5}})
  says(function() ds:moved{shift = {1, 2, 3}} end, "moved: shift has 3 numbers and the data set 2 "
    .. "features", "E0101")
end)

-- ---- features -----------------------------------------------------------------------------------

T.test("polynomial features are all monomials, by degree", function()
  T.near(data.polynomial_features(tensor{2, 3}, 3), {{2, 4, 8}, {3, 9, 27}})
  T.near(data.polynomial_features(tensor{{2, 3}}, 2), {{2, 3, 4, 6, 9}})
  T.eq(data.polynomial_features(randn(4, 3), 3):size(2), 3 + 6 + 10)
  local ds = data.polynomial_features(data.sine{n = 5}, 4)
  T.eq({ds.x.shape, ds.task}, {{5, 4}, "regression"})
  says(function() data.polynomial_features(ones(2, 2), 0) end,
    "polynomial_features: degree must be at "
    .. "least 1 and at most 30, found 0\ndegree: highest power", "E0102")
end)

T.test("one_hot puts a 1 where the label says", function()
  T.near(data.one_hot(tensor{3, 1}, 3), {{0, 0, 1}, {1, 0, 0}})
  T.near(data.one_hot({1, 2}), {{1, 0}, {0, 1}})
  says(function() data.one_hot(tensor{0, 1}, 3) end,
    "one_hot: label 0 in row 1 is not among 1 to 3\n"
    .. "Classes count from 1: labels + 1.", "E0105")
  says(function() data.one_hot(tensor{1, 4}, 3) end,
    "one_hot: label 4 in row 2 is not among 1 to 3",
    "E0105")
end)

-- ---- generators, printing -----------------------------------------------------------------------

T.test("every generator makes a data set, the same for the same seed", function()
  local core = require "gradus.core"
  local tasks = {moons = "binary", circles = "binary", spirals = "binary", xor = "binary",
    blobs = "multiclass", sine = "regression", polynomial = "regression", cats = "binary",
    multilabel = "multilabel", digits = "multiclass"}
  for name, task in pairs(tasks) do
    local before = core.rng_state()
    local a, b = data[name]{n = 40, seed = 3}, data[name]{n = 40, seed = 3}
    T.eq(core.rng_state(), before, name)
    T.eq({#a, a.task, a.name}, {40, task, name})
    T.eq(a.x:tolist(), b.x:tolist())
    T.eq(#a.y, 40)
  end
  T.eq(data.spirals{n = 30, classes = 3}.task, "multiclass")
  T.eq(data.digits{n = 20}.classes[1], "0")
  says(function() return data.moon end, "data has no moon\ndid you mean moons?", "E0106")
end)

T.test("a set prints in a line, a row with its class, a description as a table", function()
  local ds = data.from({{5.1, 3.5}, {4.9, 3}, {6, 2}, {7, 1}}, {"cat", "dog", "cat", "cow"},
    {features = {"length", "width"}, name = "pets", role = "train"})
  T.eq(tostring(ds), "pets: 4 rows, 2 features, multiclass (3 classes), train")
  T.eq(tostring(ds[2]), "[4.9 3] -> dog")
  T.eq(tostring(data.sine{n = 1, noise = 0}):match("^%[[-%d.e]+%] %-> [-%d.e]+$") ~= nil, true)
  T.eq(tostring(ds:describe()), [[
pets: 4 rows, 2 features, multiclass (3 classes), train

feature                 mean deviation  smallest   largest
length                  5.75    0.8322       4.9         7
width                  2.375    0.9601         1       3.5

class                   rows     share
cat                        2      50 %
cow                        1      25 %
dog                        1      25 %]])
end)

T.test("a mean that is 0 but for rounding is described as 0", function()
  local train = data.moons{n = 50, seed = 1}
  local line = tostring(data.Standardizer(train)(train):describe()):match("x1[^\n]*")
  T.ok(line:match("^x1 +0 +1 "), line)
end)

T.test("descriptions fit 60 columns, also with many features and long names", function()
  local wide = {}
  for i = 1, 30 do wide[i] = "a feature with a very long name, number " .. i end
  local ds = data.from(randn(60, 30) * 1e6, randn(60, 3))
  ds.features = wide
  for _, each in ipairs{ds, data.digits{n = 30}, data.multilabel{n = 20}} do
    for line in (tostring(each:describe()) .. "\n"):gmatch("(.-)\n") do
      T.ok(utf8.len(line) <= 60, line)
    end
  end
end)

T.finish()
