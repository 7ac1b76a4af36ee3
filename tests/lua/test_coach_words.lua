--- Tests of the lines that the coach offers: in the learner's own names, for the code they wrote.

local T = require "gradus_test"
local coach = require "gradus.coach"
local listen = require "gradus.coach.listen"

local function found(code, fn)
  coach.reset()
  coach.on()
  seed(1)
  fn()
  T.eq(listen.failures, {})
  for _, one in ipairs(coach.findings) do
    if one.code == code then return one end
  end
  return {fix = "not found", what = ""}
end

local function fix(code, name, line, fn)
  T.test(name, function() T.eq(found(code, fn).fix, line) end)
end

local function moons(n) return data.moons{n = n or 200, noise = 0.1, seed = 1} end

local quiet = {epochs = 40, batch = 20, verbose = false, seed = 1}
local function options(more)
  for name, value in pairs(quiet) do
    if more[name] == nil then more[name] = value end
  end
  return more
end

fix("G0501", "a rate that was given to fit is changed by again", "h = again{lr = 0.03}  -- "
  .. "instead of 30.0", function()
    fit(mlp(2, 32, 32, 1), moons(), options{optimizer = "sgd", lr = 30})
  end)
fix("G0502", "a rate of an optimizer that has a name is set there",
  "sgd.lr = sgd.lr * 1000  -- from 1.0e-05 to 0.01", function()
    local net = mlp(2, 32, 32, 1)
    local sgd = optim.SGD(net, {lr = 1e-5})
    fit(net, moons(), options{optimizer = sgd})
    return sgd
  end)

T.test("the line with again runs and mends", function()
  local one = found("G0502", function()
    fit(mlp(2, 16, 1), moons(), options{optimizer = "sgd", lr = 1e-6})
  end)
  local env = setmetatable({}, {__index = gradus})
  assert(load(one.fix:gsub("^h = ", "return "), "fix", "t", env))()
  T.ok(one.fix:find "^h = again{lr = [%d.]+}")
end)

local function large(ds)
  ds.x = ds.x * 1000
  return ds
end

fix("G0101", "scaling is learned from the training part and given to all", "norm = "
  .. "data.Standardizer(train); train, val, test = norm(train), norm(val), norm(test)", function()
    local val, test, train
    train, val, test = large(moons()):split{seed = 1}
    fit(mlp(2, 16, 1), train, options{val = val, lr = 0.01})
    return test
  end)

local function far(ds)
  ds.x = ds.x * 20 + 50
  return ds
end

fix("G0102", "the part that was not scaled is scaled like the training part",
  "test = scaled(test)  -- the numbers of the training part", function()
    local train, test = far(moons()):split{train = 0.6, test = 0.4, seed = 1}
    local scaled = data.Standardizer(train)
    local net = mlp(2, 8, 1)
    fit(net, scaled(train), options{})
    evaluate(net, test)
  end)

fix("G0102", "tensors are scaled by hand",
  "new = (new - mean) / std  -- mean and std of the training rows", function()
    local x = far(moons()).x
    local y = x:narrow(2, 1, 1):gt(50)
    local old, new = x:narrow(1, 1, 120), x:narrow(1, 121, 80)
    local mean, std = old:mean(1), old:std(1)
    local net = mlp(2, 8, 1)
    fit(net, data.from((old - mean) / std, y:narrow(1, 1, 120), {task = "binary"}), options{})
    no_grad(function() return net(new):gt(0):eq(y:narrow(1, 121, 80)):mean():item() end)
  end)

fix("G0203", "a network keeps its name when its loop is over",
  "net:eval()  -- and net:train() before the next epoch", function()
    local ds, test = moons(), data.moons{n = 60, seed = 2}
    local net = mlp(2, 16, 1, {dropout = 0.3})
    local adam, crit = optim.Adam(net), nn.BCEWithLogitsLoss()
    for _ = 1, 30 do
      adam:zero_grad()
      crit(net(ds.x), ds.y):backward()
      adam:step()
    end
    no_grad(function() return net(test.x):gt(0):eq(test.y):mean():item() end)
  end)

fix("G0401", "plain tensors get first weights by their name",
  "nn.init.xavier_normal_(first)  -- before training, and the other weights alike", function()
    local ds = moons()
    local first, second = ones(2, 8):requires_grad_(), ones(8, 1):requires_grad_()
    local sgd, crit = optim.SGD({first, second}, {lr = 0.1}), nn.BCEWithLogitsLoss()
    for _ = 1, 40 do
      sgd:zero_grad()
      crit(ds.x:matmul(first):tanh():matmul(second), ds.y):backward()
      sgd:step()
    end
  end)

fix("G0505", "another activation comes with the sizes of the network",
  'net = mlp(64, 24, 24, 10, {act = "relu"})  -- ReLU, or fewer layers', function()
    local ds = data.digits{n = 300, seed = 1}
    local net = mlp(64, 24, 24, 24, 24, 24, 24, 24, 24, 10, {act = "sigmoid"})
    local adam, crit = optim.Adam(net), nn.CrossEntropyLoss()
    for _ = 1, 12 do
      for x, y in ds:batches(20) do
        adam:zero_grad()
        crit(net(x), y):backward()
        adam:step()
      end
    end
  end)

fix("G0306", "half of the inputs", "drop = nn.Dropout(0.1)", function()
  local net = nn.Sequential(nn.Dropout(0.5), nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
  fit(net, moons(), options{})
end)

fix("G0104", "everything was trained on although there is a training part",
  "h = again{train = train}  -- the training part alone", function()
    local ds = moons()
    local train, test = ds:split{train = 0.7, test = 0.3, seed = 1}
    local net = mlp(2, 8, 1)
    fit(net, ds, options{})
    evaluate(net, test)
    return train
  end)

fix("G0303", "a softmax of one column in a network that can be changed",
  "net[#net] = nn.Sigmoid()  -- yes or no", function()
    local net = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1), nn.Softmax())
    fit(net, moons(), options{loss = nn.BCELoss()})
  end)

local function half_trained(list, params, forward)
  local ds, crit = moons(), nn.BCEWithLogitsLoss()
  local sgd = optim.SGD(params, {lr = 0.1})
  for _ = 1, 8 do
    for _, p in ipairs(list) do p:zero_grad() end
    crit(forward(ds.x), ds.y):backward()
    sgd:step()
  end
end

T.test("tensors that no optimizer has are put into its list", function()
  local line = found("G0205", function()
    local w, b = randn(2, 1):requires_grad_(), zeros(1):requires_grad_()
    half_trained({w, b}, {w}, function(x) return x:matmul(w) + b end)
  end).fix
  T.eq(line:gsub("{.-}, {", "{…}, {", 1), "sgd = optim.SGD({…}, {lr = 0.1})")
  T.ok(line:find "{b, " and line:find ", w}")
end)

fix("G0205", "a network beside the one that is trained gets an optimizer of its own",
  "sgd2 = optim.SGD(below:parameters(), {lr = 0.1})  -- and sgd2:step() beside sgd:step()",
  function()
    local below, above = nn.Linear(2, 8), nn.Linear(8, 1)
    local all = {below.weight, below.bias, above.weight, above.bias}
    half_trained(all, above, function(x) return above(below(x):tanh()) end)
  end)

T.test("a rate that a schedule took away is named", function()
  local one = found("G0205", function()
    local net, crit, ds = mlp(2, 8, 1), nn.BCEWithLogitsLoss(), moons()
    local sgd = optim.SGD(net, {lr = 0.1})
    local s = optim.ExponentialLR(sgd, {gamma = 0.3})
    for _ = 1, 40 do
      sgd:zero_grad()
      crit(net(ds.x), ds.y):backward()
      sgd:step()
      s:step()
    end
  end)
  T.ok(one.what:find "come down from 0.10 to")
  T.ok(one.fix:find "^sgd.lr = 0.1 ")
end)

fix("G0302", "a loss that was given to fit is changed by again",
  "h = again{loss = nn.BCEWithLogitsLoss()}  -- takes raw scores", function()
    fit(mlp(2, 8, 1), moons(), options{loss = nn.BCELoss()})
  end)

fix("G0605", "who has a validation part chooses by that",
  "print(evaluate(net, val))  -- choose on val; test once, at the end", function()
    local val, test, train
    train, val, test = moons():split{seed = 1}
    for _, width in ipairs{4, 8} do
      local net = mlp(2, width, 1)
      fit(net, train, options{})
      evaluate(net, test)
    end
    return val
  end)

fix("G0104", "all the data are cut, not a part of them",
  "train, val, test = all:split{train = 0.7, val = 0.15, test = 0.15}  -- once", function()
    local all = moons()
    local first, last = all:subset(arange(1, 150)), all:subset(arange(120, 200))
    last.role = "test"
    local net = mlp(2, 8, 1)
    fit(net, first, options{})
    evaluate(net, last)
  end)

fix("G0603", "a network that underfits is made wider, for its own data",
  "net = mlp(64, 32, 32, 10)  -- more units, or one more layer; then more epochs", function()
    local net = mlp(64, 1, 10)
    fit(net, data.digits{n = 300, seed = 1}, options{lr = 0.01})
  end)

fix("G0608", "a run that ended too soon is repeated for longer", "h = again{epochs = 24}",
  function()
    local train, val = data.spirals{n = 300, seed = 1}, data.spirals{n = 100, seed = 2}
    fit(mlp(2, 32, 32, 1), train, options{val = val, epochs = 8, lr = 0.003})
  end)

-- ---- rules that these words led to --------------------------------------------------------------

T.test("a rate that killed the network at once is not called too small", function()
  T.eq(found("G0502", function()
    local train = data.digits{n = 400, noise = 0.1, seed = 1076}
    local net = mlp(64, 64, 10)
    fit(net, train, options{optimizer = optim.SGD(net, {lr = 3, momentum = 0.9}), batch = 32})
  end).fix, "not found")
end)

local function filled(value, rate)
  local net = mlp(64, 32, 10)
  nn.init.constant_(net[1].weight, value)
  nn.init.constant_(net[3].weight, value)
  fit(net, data.digits{n = 400, noise = 0.1, seed = 1}, options{optimizer = "sgd", lr = rate})
end

T.test("equal weights with biases of their own", function()
  T.eq(found("G0401", function() filled(0.5, 0.1) end).severity, "warning")
  T.eq(found("G0401", function() filled(0, 0.1) end).severity, "warning")
end)

T.test("a staircase over the sum of the inputs, made on purpose", function()
  local one = found("G0401", function()
    local x = rand(300, 4):gt(0.5)
    local hidden = nn.Linear(4, 6)
    hidden.weight:fill_(4)
    for i = 1, 6 do hidden.bias[i] = 2 - 4 * i end
    local net = nn.Sequential(hidden, nn.Sigmoid(), nn.Linear(6, 1))
    local even = (x:sum(2, true) * math.pi):cos():gt(0)
    fit(net, data.from(x, even, {task = "binary"}), options{lr = 0.1})
  end)
  T.eq(one.fix, "not found")
end)

-- A cross-entropy written out; shares(scores) makes probabilities.
local function by_hand(shares)
  local ds, net = data.blobs{n = 120, classes = 4, seed = 1}, mlp(2, 16, 4)
  local adam, once = optim.Adam(net, {lr = 0.01}), data.one_hot(ds.y, 4)
  for _ = 1, 30 do
    adam:zero_grad();
    (-((shares(net(ds.x)) + 1e-9):log() * once):sum(2):mean()):backward()
    adam:step()
  end
end

T.test("a softmax over the rows in a cross-entropy written out", function()
  local one = found("G0303", function() by_hand(function(z) return z:softmax(1) end) end)
  T.eq(one.title, "softmax over the rows")
  T.ok(tonumber(one.what:match "a row sum to ([%d.]+[%d])") < 1)
  T.eq(found("G0303", function() by_hand(function(z) return z:softmax(2) end) end).fix, "not found")
end)

T.test("pairs that are asked both ways", function()
  local one = found("G0303", function()
    local a, b, x = mlp(4, 8), mlp(4, 8), randn(32, 4)
    local list = table.move(b:parameters(), 1, 2, 3, a:parameters())
    local adam, own = optim.Adam(list, {lr = 0.01}), eye(32)
    for _ = 1, 30 do
      local like = a(x):matmul(b(x + randn(32, 4) * 0.1):t()) / 2
      adam:zero_grad();
      (-((like:log_softmax(1) + like:log_softmax(2)) * own):sum() / 64
        - (like:log_softmax(1) * own):sum() / 64):backward()
      adam:step()
    end
  end)
  T.eq(one.fix, "not found")
end)

T.test("a scale learned from all rows after the parts were cut", function()
  local function scaled(by)
    local ds = far(moons())
    local train, test = ds:split{train = 0.7, test = 0.3, seed = 1}
    local norm = data.Standardizer(by == "all" and ds or train)
    local net = mlp(2, 8, 1)
    fit(net, norm(train), options{})
    evaluate(net, norm(test))
  end
  T.eq(found("G0103", function() scaled "all" end).severity, "note")
  T.eq(found("G0104", function() scaled "all" end).fix, "not found")
  T.eq(found("G0103", function() scaled "train" end).fix, "not found")
end)

T.test("where one class is rare little is left to learn, and that is no underfitting", function()
  T.eq(found("G0603", function()
    local x = randn(400, 2)
    local ds = data.from(x, rand(400, 1):lt(0.06), {task = "binary"})
    fit(mlp(2, 8, 1), ds, options{lr = 0.003})
  end).fix, "not found")
end)

coach.reset()
coach.off()
T.finish()
