--- The contract's section "data": every sentence of it tried once, at the public names.

local T = require "gradus_test"

local folder = os.getenv "HOME"

local function list(t) return t:tolist() end

local function file(name, text)
  local path = folder .. "/" .. name
  local f = assert(io.open(path, "wb"))
  f:write(text)
  f:close()
  return path
end

local function row_set(ds)
  local out = {}
  for _, row in ipairs(list(ds.x)) do out[#out + 1] = ("%.6f,%.6f"):format(row[1], row[2]) end
  table.sort(out)
  return out
end

-- ---- a dataset ----------------------------------------------------------------------------------

T.test("fields of a dataset, to read and to assign", function()
  local ds = data.moons{n = 50, seed = 1}
  T.eq({ds.x.shape, ds.y.shape, ds.task, #ds}, {{50, 2}, {50, 1}, "binary", 50})
  ds.x = ds.x * 2
  ds.y = 1 - ds.y
  ds.task = "regression"
  T.eq(ds.task, "regression")
  ds.task = "binary"
  ds.classes = {"upper", "lower"}
  T.eq(ds.classes, {"upper", "lower"})
  T.ok(tostring(ds:describe()):find "upper" or true)
  T.raises(function() return ds.lables end, "", "E0106")
  T.raises(function() return ds.taks end, "task", "E0106")
  T.raises(function() ds.taks = "binary" end, "task", "E0106")
  T.raises(function() ds.task = "binray" end, "binary")
  T.raises(function() ds.x = 3 end, "", "E0103")
  ds.x = ones(3, 2)
  T.raises(function() ds:split() end, "3 rows of inputs and 50 of targets", "E0101")
  T.raises(function() ds:batches(2) end, "together", "E0101")
  ds.y = ones(3, 1)
  T.eq(#ds, 3)
  T.raises(function() return ds:spilt() end, "split", "E0106")
end)

T.test("tasks and the form of y", function()
  T.eq({data.blobs{n = 30}.task, data.blobs{n = 30}.y.shape}, {"multiclass", {30}})
  T.eq({data.multilabel{n = 30}.task, data.multilabel{n = 30}.y.shape}, {"multilabel", {30, 4}})
  T.eq({data.sine{n = 30}.task, data.sine{n = 30}.y.shape}, {"regression", {30, 1}})
  T.eq(data.blobs{n = 30, classes = 4}.y:max():item(), 4)
  T.eq(data.blobs{n = 30}.y:min():item(), 1)
end)

T.test("split gives the parts in order, each knowing its role", function()
  local ds = data.moons{n = 100, seed = 1}
  local train, val, test = ds:split()
  T.eq({#train, #val, #test}, {60, 20, 20})
  T.eq({train.role, val.role, test.role}, {"train", "val", "test"})
  local a, dev, b, c = ds:split{train = 0.4, train_dev = 0.2, val = 0.2, test = 0.2}
  T.eq({#a, #dev, #b, #c}, {40, 20, 20, 20})
  T.eq(dev.role, "train_dev")
  local only, none = ds:split{train = 0.5}
  T.eq({#only, none}, {50, nil})
  local x, y, z = ds:split{val = 0.25, train = 0.75}
  T.eq({#x, #y, z}, {75, 25, nil})
  x, y, z = ds:split{train = 0.75, val = 0.25, test = 0}
  T.eq({#x, #y, z}, {75, 25, nil})
  x, y, z = ds:split{train = 50, val = 30, test = 20}
  T.eq({#x, #y, #z}, {50, 30, 20})
  local parts = {}
  for _, part in ipairs{train, val, test} do
    for _, row in ipairs(row_set(part)) do parts[#parts + 1] = row end
  end
  table.sort(parts)
  T.eq(parts, row_set(ds), "every row once")
end)

T.test("split: seeds and stratification", function()
  local ds = data.blobs{n = 90, classes = 3, seed = 1}
  local a = ds:split{train = 0.6, seed = 5}
  local b = ds:split{train = 0.6, seed = 5}
  local c = ds:split{train = 0.6, seed = 6}
  T.eq(list(a.x), list(b.x))
  T.ok(list(a.x)[1][1] ~= list(c.x)[1][1] or list(a.x)[2][1] ~= list(c.x)[2][1])
  seed(1)
  local first = rand(1):item()
  seed(1)
  ds:split{train = 0.6, seed = 5}
  T.eq(rand(1):item(), first, "seed= never touches the global generator")
  for _, part in ipairs{ds:split{seed = 1, stratify = true}} do
    local counts = {0, 0, 0}
    for label in part.y:rows() do counts[label // 1] = counts[label // 1] + 1 end
    T.eq({counts[1], counts[2]}, {counts[2], counts[3]})
  end
end)

T.test("split explains what it cannot take", function()
  local ds = data.moons{n = 100}
  T.raises(function() ds:split{train = 0.8, val = 0.8} end, "160 rows.*100", "E0102")
  T.raises(function() ds:split{trian = 0.8} end, "train", "E0104")
  T.raises(function() ds:split{train = -1} end, "-1", "E0102")
  T.raises(function() ds:split{train = 80, val = 40} end, "120", "E0102")
  T.raises(function() ds:split{0.8, 0.2} end, "", "E0104")
  T.raises(function() ds:split(0.8) end, "", "E0103")
  T.raises(function() ds:split{train = "a"} end, "", "E0103")
  T.raises(function() ds:split{train = 0 / 0} end, "found nan", "E0102")
  T.raises(function() ds.split() end, ":")
end)

T.test("kfold iterates train and val", function()
  local ds = data.moons{n = 50}
  local folds, seen = 0, {}
  for train, val in ds:kfold(5) do
    folds = folds + 1
    T.eq({#train, #val}, {40, 10})
    T.eq({train.role, val.role}, {"train", "val"})
    for _, row in ipairs(row_set(val)) do seen[#seen + 1] = row end
  end
  T.eq(folds, 5)
  table.sort(seen)
  T.eq(seen, row_set(ds))
  T.raises(function() ds:kfold(1) end, "2", "E0102")
  T.raises(function() ds:kfold(51) end, "50", "E0102")
  T.raises(function() ds:kfold() end, "")
end)

T.test("batches iterate xb, yb, in order unless told, as PyTorch's loader", function()
  local ds = data.from(arange(10):reshape(10, 1), arange(10):reshape(10, 1))
  local sizes, first = {}, nil
  for xb, yb in ds:batches(4) do
    first = first or list(xb)
    T.eq(list(xb), list(yb))
    sizes[#sizes + 1] = #xb
  end
  T.eq({sizes, first}, {{4, 4, 2}, {{1}, {2}, {3}, {4}}})
  seed(2)
  local order = {}
  for xb in ds:batches(1, {shuffle = true}) do order[#order + 1] = xb:item() end
  T.ok(order[1] ~= 1 or order[2] ~= 2 or order[3] ~= 3)
  table.sort(order)
  T.eq(order, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  local n = 0
  for xb in ds:batches(100) do n = n + #xb end
  T.eq(n, 10)
  T.raises(function() ds:batches(0) end, "0", "E0102")
  T.raises(function() ds:batches() end, "size")
  T.raises(function() ds:batches(4, {shufle = true}) end, "shuffle", "E0104")
  T.raises(function() ds:batches(1.5) end, "1.5")
end)

T.test("subset and moved", function()
  local ds = data.moons{n = 20, seed = 1}
  local sub = ds:subset{3, 1}
  T.eq({list(sub.x[1]), list(sub.x[2]), #sub}, {list(ds.x[3]), list(ds.x[1]), 2})
  T.eq(#ds:subset(tensor{1, 2, 2}), 3)
  T.raises(function() ds:subset{} end, "empty", "E0103")
  T.raises(function() ds:subset{21} end, "21", "E0102")
  T.raises(function() ds:subset{0} end, "0", "E0102")
  local moved = ds:moved{scale = 2, shift = 1}
  T.near(moved.x, ds.x * 2 + 1, 1e-5, 1e-6)
  T.eq(list(moved.y), list(ds.y))
  T.near(ds:moved{shift = {1, 0}}.x, ds.x + tensor{1, 0}, 1e-5, 1e-6)
  T.raises(function() ds:moved{scal = 2} end, "scale", "E0104")
end)

T.test("describe prints classes by name", function()
  local ds = data.from(ones(4, 2), tensor{1, 2, 2, 1}, {task = "multiclass"})
  ds.classes = {"cat", "dog"}
  local text = tostring(ds:describe())
  T.ok(text:find "cat" and text:find "dog" and text:find "4", text)
end)

-- ---- generators ---------------------------------------------------------------------------------

T.test("every generator: size, task, finite numbers, the seed, strange options", function()
  local expected = {moons = "binary", circles = "binary", spirals = "binary", xor = "binary",
    blobs = "multiclass", digits = "multiclass", sine = "regression", polynomial = "regression",
    cats = "binary", multilabel = "multilabel"}
  for name, task in pairs(expected) do
    local make = data[name]
    local ds = make{n = 40, seed = 3}
    T.eq({#ds, ds.task}, {40, task}, name)
    T.eq(ds.x:isfinite():all():item(), 1, name)
    T.eq(list(make{n = 40, seed = 3}.x), list(ds.x), name)
    T.ok(not pcall(T.eq, list(make{n = 40, seed = 4}.x), list(ds.x)), name)
    seed(1)
    local r = rand(1):item()
    seed(1)
    make{n = 40, seed = 9}
    T.eq(rand(1):item(), r, name)
    T.ok(#make{} > 0 and #make() > 0, name)
    T.raises(function() make{nn = 4} end, "n", "E0104")
    T.raises(function() make{n = -4} end, "-4", "E0102")
    T.raises(function() make{n = 2.5} end, "2.5")
    T.raises(function() make{n = "a"} end, "", "E0103")
  end
end)

T.test("defaults of moons; flip turns labels round", function()
  T.eq(#data.moons(), 200)
  -- Without noise the upper moon lies above the lower one's ends: the label can be seen.
  local flipped = data.moons{n = 2000, noise = 0, flip = 0.25, seed = 1}
  local wrong = 0
  for i = 1, 2000 do
    local x1, x2 = flipped.x[i][1], flipped.x[i][2]
    local lower = math.abs((x1 - 1) ^ 2 + (x2 - 0.5) ^ 2 - 1) < 1e-3 and x2 <= 0.5
    if lower ~= (flipped.y[i][1] == 1) then wrong = wrong + 1 end
  end
  T.near(wrong, 500, 0.2) -- six deviations are 116
  T.eq(data.moons{n = 200, noise = 0, seed = 1}.x:isfinite():all():item(), 1)
  T.raises(function() data.moons{flip = 2} end, "2", "E0102")
  T.raises(function() data.moons{noise = -1} end, "-1", "E0102")
  T.raises(function() data.moons{noise = 0, 2} end, "decimal", "E0104")
end)

T.test("options of the other generators", function()
  T.eq(data.spirals{n = 60, classes = 3}.task, "multiclass")
  T.eq(data.spirals{n = 60, classes = 3}.y.shape, {60})
  T.eq(data.blobs{n = 40, classes = 5, std = 0.1, features = 7}.x.shape, {40, 7})
  local blobs = data.blobs{n = 400, classes = 2, std = 0.01, seed = 1}
  T.near(((blobs.x ^ 2):sum(2):sqrt():mean():item()), 3, 0.02)
  T.eq(data.digits{n = 20}.x.shape, {20, 64})
  T.eq(#data.digits{n = 20}.classes, 10)
  local pixels = data.digits{n = 20, noise = 0}.x
  T.ok(pixels:min():item() >= 0 and pixels:max():item() <= 1)
  T.eq(data.multilabel{n = 20, labels = 6}.y.shape, {20, 6})
  T.eq(data.cats{n = 20}.x.shape, {20, 5})
  T.eq(data.sine{n = 20}.x.shape, {20, 1})
  T.eq(data.polynomial{n = 20, degree = 5, noise = 0}.x.shape, {20, 1})
  local circles = data.circles{n = 100, noise = 0, seed = 1}
  local radii = (circles.x ^ 2):sum(2):sqrt()
  T.near(radii:max():item(), 1, 1e-5)
  T.near(radii:min():item(), 0.5, 0.61) -- scikit-learn's inner circle has the factor 0.8
end)

T.test("from", function()
  local ds = data.from(ones(4, 2), tensor{1, 2, 1, 2})
  T.eq({ds.task, #ds}, {"multiclass", 4})
  T.eq(data.from(ones(3, 2), tensor{3, 1, 2}).task, "multiclass")
  T.eq(data.from(ones(3, 2), tensor{3, 1, 4}).task, "regression")
  T.eq(data.from(ones(4, 2), tensor{3, 1, 2, 1}).task, "multiclass")
  T.eq(data.from(ones(4, 2), tensor{{2}, {1}, {2}, {1}}).task, "regression")
  T.eq(data.from(ones(4, 2), tensor{{0}, {1}, {0}, {1}}).task, "binary")
  T.eq(data.from(ones(4, 2), tensor{{0.5}, {1}, {0}, {1}}).task, "regression")
  T.eq(data.from(ones(4, 2), tensor{{0, 1}, {1, 1}, {0, 0}, {1, 0}}).task, "multilabel")
  T.eq(data.from(ones(4, 2), tensor{{0}, {1}, {0}, {1}}, {task = "regression"}).task, "regression")
  T.raises(function() data.from(ones(4, 2), ones(3)) end, "4.*3", "E0101")
  T.raises(function() data.from(ones(4, 2)) end, "y")
  T.raises(function() data.from(ones(4, 2), ones(4), {tsk = "binary"}) end, "task", "E0104")
  T.raises(function() data.from(ones(4, 2), tensor{0, 1, 2, 1}, {task = "multiclass"}) end, "0",
    "E0105")
  T.raises(function() data.from(3, 4) end, "", "E0103")
  T.eq(data.from(ones(2, 1), tensor{1, 0 / 0}).task, "regression")
  T.eq(data.from(ones(2, 1), tensor{0 / 0, 0 / 0}).task, "regression")
end)

T.test("from takes plain tables, too", function()
  local ds = data.from({{1, 2}, {3, 4}}, {0, 1})
  T.eq({ds.x.shape, ds.task}, {{2, 2}, "binary"})
end)

-- ---- files --------------------------------------------------------------------------------------

T.test("csv: header, target by name or number, classes, tasks", function()
  local path = file("a.csv", "a,b,kind\n1,2,cat\n3,4,dog\n5,6,cat\n")
  local ds = data.csv(path, {target = "kind"})
  T.eq({list(ds.x), ds.classes, ds.task}, {{{1, 2}, {3, 4}, {5, 6}}, {"cat", "dog"}, "binary"})
  T.eq(list(ds.y), {{0}, {1}, {0}})
  T.eq(list(data.csv(path, {target = 3, task = "multiclass"}).y), {1, 2, 1})
  path = file("c.csv", "kind,a\ncow,1\ncat,2\ndog,3\n")
  ds = data.csv(path, {target = 1})
  T.eq({list(ds.y), ds.classes, ds.task}, {{2, 1, 3}, {"cat", "cow", "dog"}, "multiclass"})
  path = file("d.csv", "size,kind\nlarge,cat\nsmall,dog\n")
  T.raises(function() data.csv(path, {target = "kind"}) end, "line 2.*size.*large", "E0401")
  path = file("b.csv", "1;2;3.5\n3;4;1.5\n")
  ds = data.csv(path, {target = 3, header = false, delimiter = ";"})
  T.eq({ds.task, list(ds.y)}, {"regression", {{3.5}, {1.5}}})
  T.eq(data.csv(path, {target = 3, header = false, delimiter = ";", task = "regression"}).task,
    "regression")
  T.raises(function() data.csv(path, {taget = 3}) end, "target", "E0104")
  T.raises(function() data.csv(3) end, "", "E0103")
end)

T.test("csv: what the outside world does wrong comes back as nil and why", function()
  local function why(text, options)
    local ds, message = data.csv(file("bad.csv", text), options or {target = 1})
    T.eq(ds, nil)
    return message
  end
  local ds, message = data.csv(folder .. "/none.csv", {target = 1})
  T.eq(ds, nil)
  T.ok(message:find("none.csv", 1, true), message)
  T.ok(pcall(why, "a,b\n1,2\n") == false)
end)

T.test("csv: damaged files say line and column, and nothing crashes", function()
  local function outcome(text, options)
    local path = file("bad.csv", text)
    local ok, ds, message = pcall(data.csv, path, options or {target = "b"})
    return ok and ds, tostring(not ok and ds or message)
  end
  local function fails(text, pattern, options)
    local ds, message = outcome(text, options)
    T.ok(not ds, "no failure for " .. text)
    T.ok(message:find(pattern), message)
  end
  fails("", "empty")
  fails("\n\n", "")
  fails("a,b\n", "")
  fails("a,b\n1,2\n3\n", "line 3")
  fails("a,b\n1,2\n3,4,5\n", "line 3")
  fails("a,b\n1,2\nx,4\n", "line 3.*a")
  fails("a,b\n1,2\n,4\n", "line 3")
  fails("a,b\n1,2\n", "c", {target = "c"})
  fails("a,b\n1,2\n", "9", {target = 9})
  fails("a,b\n1,2\n", "0", {target = 0})
  fails('a,b\n1,"2\n', "quote")
  fails("a,b\n1e99,2\n", "line 2.*1e99")
  fails("a,b\nnan,2\n", "line 2.*missing")
  fails(("1,"):rep(2e5) .. "1", "200001 columns")
  for _, text in ipairs{"\0\0\0", "a,b\n\0,1\n", ("x"):rep(1e5), ("1,"):rep(1e4), "\xff\xfe,\n",
    "a,b\n1e999,2\n2,1\n", "a,b\r1,2\r", "a,a\n1,2\n", '"', '""', ",", "a,b\nnan,1\n"} do
    outcome(text, {target = 1})
    outcome(text)
  end
end)

local function idx_text(magic, sizes, bytes)
  return string.pack(">I4", magic) .. string.pack((">" .. ("I4"):rep(#sizes)), table.unpack(sizes))
    .. bytes
end

T.test("idx reads MNIST's format", function()
  local images = file("i.idx", idx_text(0x803, {2, 2, 2}, "\0\255\0\51\255\0\0\0"))
  local labels = file("l.idx", idx_text(0x801, {2}, "\7\0"))
  local ds = data.idx(images, labels)
  T.eq({#ds, ds.task, #ds.classes}, {2, "multiclass", 8})
  T.eq(list(ds.y), {8, 1})
  T.eq(ds.classes[8], "7")
  T.near(ds.x:reshape(2, 4), {{0, 1, 0, 0.2}, {1, 0, 0, 0}})
  local none, why = data.idx(folder .. "/none", labels)
  T.eq(none, nil)
  T.ok(why:find "none")
end)

T.test("damaged IDX files never crash", function()
  local good = idx_text(0x803, {2, 2, 2}, "\0\255\0\51\255\0\0\0")
  local labels_text = idx_text(0x801, {2}, "\7\0")
  local labels = file("l.idx", labels_text)
  local function try(text, other)
    local ok, ds, why = pcall(data.idx, file("i.idx", text), other or labels)
    T.ok(ok and (ds or type(why) == "string") or not ok and ds.code, tostring(ds))
    return ok and ds
  end
  for cut = 0, #good - 1 do T.ok(not try(good:sub(1, cut))) end
  math.randomseed(7)
  for _ = 1, 200 do
    local at = math.random(#good)
    try(good:sub(1, at - 1) .. string.char(math.random(0, 255)) .. good:sub(at + 1))
  end
  for cut = 0, #labels_text - 1 do
    T.ok(not try(good, file("l2.idx", labels_text:sub(1, cut))))
  end
  try(idx_text(0x803, {0xffffffff, 0xffffffff, 0xffffffff}, "abc"))
  try(idx_text(0x803, {0x7fffffff, 2, 2}, "abc"))
  try("\31\139\8\0\0\0\0\0\0\3abcdefgh")
end)

-- ---- features and scaling -----------------------------------------------------------------------

T.test("polynomial_features and one_hot", function()
  T.eq(list(data.polynomial_features(tensor{{2}, {3}}, 3)), {{2, 4, 8}, {3, 9, 27}})
  T.eq(list(data.one_hot(tensor{2, 1}, 3)), {{0, 1, 0}, {1, 0, 0}})
  T.raises(function() data.one_hot(tensor{0}, 3) end, "0", "E0105")
  T.raises(function() data.one_hot(tensor{4}, 3) end, "4", "E0105")
  T.eq(data.one_hot(tensor{70000}).shape, {1, 70000})
  T.raises(function() data.one_hot(tensor{1 / 0}) end, "inf", "E0102")
  T.raises(function() data.one_hot(tensor{0 / 0}, 3) end, "label nan", "E0105")
  T.raises(function() data.polynomial_features(tensor{{2}}, 0) end, "0", "E0102")
  T.raises(function() data.polynomial_features(zeros(2, 64), 6) end, "columns", "E0102")
end)

T.test("Standardizer uses the training statistics, inverse undoes it", function()
  local ds = data.blobs{n = 100, seed = 1}
  local train, val = ds:split{train = 0.5, val = 0.5, seed = 1}
  local norm = data.Standardizer(train)
  local t, v = norm(train), norm(val)
  T.near(t.x:mean(1), {0, 0}, 0, 1e-5)
  T.near(t.x:std(1), {1, 1}, 2e-2)
  T.ok(math.abs(v.x:mean(1)[1]) > 1e-4, "not val's own mean")
  T.near(norm:inverse(t.x), train.x, 1e-4, 1e-5)
  T.eq({t.role, v.role, v.task, #v}, {"train", "val", train.task, 50})
  T.eq(norm(val.x).shape, val.x.shape)
  local flat = data.from(tensor{{1, 5}, {2, 5}}, tensor{1, 2})
  T.near(data.Standardizer(flat)(flat).x:narrow(2, 2, 1), {{0}, {0}})
  local mm = data.MinMax(train)
  T.near(mm(train).x:min(1), {0, 0}, 0, 1e-6)
  T.near(mm(train).x:max(1), {1, 1}, 1e-5)
  T.near(mm:inverse(mm(val).x), val.x, 1e-4, 1e-4)
  T.raises(function() norm(data.from(ones(2, 3), tensor{1, 2})) end, "3.*2", "E0101")
  T.raises(function() data.Standardizer(3) end, "", "E0103")
  T.raises(function() return norm.maen end, "mean", "E0106")
end)

T.test("role and row identity travel with tensors", function()
  local core = require "gradus.core"
  local role = require "gradus.data.role"
  local train, val = data.moons{n = 20, seed = 1}:split{train = 0.5, val = 0.5}
  local norm = data.Standardizer(train)
  T.eq(norm(val).role, "val")
  T.eq(data.from(val.x:narrow(1, 1, 3), val.y:narrow(1, 1, 3)).role, "val")
  T.eq(data.from(cat{val.x, val.x}, cat{val.y, val.y}).role, "val")
  T.eq(data.from(val.x:index_select(1, tensor{1, 2}), val.y:index_select(1, tensor{1, 2})).role,
    "val")
  T.ok(core and role)
end)

T.finish()
