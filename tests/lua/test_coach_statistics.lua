--- Tests of the coach's rules on statistics: right training of unusual kinds gives no finding but
-- notes, and each rule sees its mistake in loops of other kinds than its page shows.

local T = require "gradus_test"
local coach = require "gradus.coach"
local listen = require "gradus.coach.listen"
local net = require "gradus.coach.net"

-- Trains while the coach looks. make(x, y) returns the loss of a batch; opt steps and clears.
local function train(spec)
  for epoch = 1, spec.epochs do
    for x, y in spec.ds:batches(spec.batch or 32, {shuffle = spec.shuffle ~= false}) do
      local loss = spec.loss(x, y)
      spec.clear()
      loss:backward()
      spec.step(epoch)
    end
  end
end

local function with(model, ds, opt, extra)
  local crit = ds.task == "multiclass" and nn.CrossEntropyLoss()
    or ds.task == "regression" and nn.MSELoss() or nn.BCEWithLogitsLoss()
  local spec = {ds = ds, epochs = 30, loss = function(x, y) return crit(model(x), y) end,
    clear = function() opt:zero_grad() end, step = function() opt:step() end}
  for key, value in pairs(extra or {}) do spec[key] = value end
  train(spec)
end

local function watch(fn)
  coach.reset()
  coach.on()
  seed(1)
  fn()
  local loud, all = {}, {}
  for _, one in ipairs(coach.findings) do
    if one.severity ~= "note" then loud[#loud + 1] = one.code end
    all[#all + 1] = one
  end
  T.eq(listen.failures, {})
  return table.concat(loud, " "), all
end

local function silent(name, fn)
  T.test("nothing is said of " .. name, function() T.eq((watch(fn)), "") end)
end

local function first(code, name, fn)
  T.test(code .. " is named first: " .. name, function()
    local _, all = watch(fn)
    T.eq(all[1] and all[1].code, code)
  end)
end

-- Two layers as plain tensors, steps by hand. start: scale of the first weights.
local function by_hand(lr, start)
  local ds = data.moons{n = 300, noise = 0.1, seed = 1}
  local w = (randn(2, 16) * (start or 0.7)):requires_grad_()
  local b, v = zeros(16):requires_grad_(), (randn(16, 1) * 0.3):requires_grad_()
  local crit = nn.BCEWithLogitsLoss()
  train{ds = ds, epochs = 20, loss = function(x, y) return crit((x:mm(w) + b):tanh():mm(v), y) end,
    clear = function() for _, p in ipairs{w, b, v} do p:zero_grad() end end,
    step = function() for _, p in ipairs{w, b, v} do p:sub_(p.grad * lr) end end}
end

silent("steps by hand", function() by_hand(0.3) end)
first("G0501", "steps by hand", function() by_hand(1000) end)
first("G0502", "steps by hand", function() by_hand(1e-5) end)
first("G0402", "weights of plain tensors", function() by_hand(0.1, 40) end)

-- Losses that nobody knows the formula of: what ignorance costs is found by trying constants.
local function own_loss(loss, change)
  local ds = data.sine{n = 200, noise = 0.1, seed = 1}
  local model = mlp(1, 24, 24, 2, {act = "tanh"})
  local opt = optim.Adam(model, {lr = 0.01})
  if change then change(model, ds, opt) end
  train{ds = ds, epochs = 40, loss = function(x, y) return loss(model(x), y) end,
    clear = function() opt:zero_grad() end, step = function() opt:step() end}
end

local function likelihood(out, y)
  local mu, spread = out:narrow(2, 1, 1), out:narrow(2, 2, 1)
  return (((mu - y) ^ 2) / spread:exp() + spread):mean() / 2
end

local function pair_error(out, y) return ((out - y) ^ 2):mean() end

local function weights_by(factor)
  return function(model) for _, p in ipairs(model:parameters()) do p:mul_(factor) end end
end

silent("a likelihood that falls below 0", function() own_loss(likelihood) end)
silent("an error that is written out", function() own_loss(pair_error) end)
first("G0402", "a loss written out, and weights twenty times as large", function()
  own_loss(pair_error, weights_by(20))
end)
first("G0402", "a likelihood, and weights twenty times as large", function()
  own_loss(likelihood, weights_by(20))
end)
first("G0109", "a loss written out, and targets in thousands", function()
  own_loss(pair_error, function(_, ds) ds.y = ds.y * 1000 end)
end)
first("G0501", "a likelihood and long steps", function()
  own_loss(likelihood, function(_, _, opt) opt.lr = 3 end)
end)

first("G0402", "leaky units that are all below their bend", function()
  local model = mlp(2, 32, 1, {act = "leaky_relu"})
  model[1].bias:fill_(-20)
  with(model, data.moons{n = 300, seed = 1}, optim.Adam(model, {lr = 0.003}))
end)
first("G0402", "convolutions whose maps are 0 for every row", function()
  local images = data.digits{n = 300, seed = 1}
  images.x = images.x:reshape(-1, 1, 8, 8)
  local model = nn.Sequential{nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(288, 10)}
  model[1].bias:fill_(-10)
  with(model, images, optim.Adam(model, {lr = 0.003}), {epochs = 3})
end)

silent("what another network makes, in its own units", function()
  local ds = data.moons{n = 300, seed = 1}
  local before, head = nn.Sequential{nn.Linear(2, 16), nn.ReLU()}, nn.Linear(16, 1)
  before[1].weight:mul_(60)
  for _, p in ipairs(before:parameters()) do p:requires_grad_(false) end
  head.weight:mul_(0.02)
  with(nn.Sequential{before, head}, ds, optim.Adam(head, {lr = 0.0005}), {epochs = 60})
end)

silent("thresholds so high that half of a wide layer sleeps", function()
  local ds = data.moons{n = 300, noise = 0.15, seed = 1}
  ds.x = (ds.x + 2) / 5
  local model = mlp(2, 200, 1)
  model[1].weight:normal_(0, 1.5)
  model[1].bias:uniform_(-2.5, 0)
  with(model, ds, optim.Adam(model, {lr = 0.01}), {epochs = 60})
end)
silent("gates that begin shut", function()
  local enter, new, gate, leave = nn.Linear(2, 16), nn.Linear(16, 16), nn.Linear(16, 16),
    nn.Linear(16, 1)
  gate.bias:fill_(-5)
  local params = {}
  for _, m in ipairs{enter, new, gate, leave} do
    for _, p in ipairs(m:parameters()) do params[#params + 1] = p end
  end
  local function model(x)
    local h = enter(x):tanh()
    local open = gate(h):sigmoid()
    return leave(new(h):relu() * open + h * (1 - open))
  end
  with(model, data.moons{n = 300, seed = 1}, optim.Adam(params, {lr = 0.01}))
end)

first("G0402", "a generator's weights, behind its discriminator", function()
  local maker, judge = mlp(3, 16, 2), mlp(2, 16, 1)
  for _, p in ipairs(maker:parameters()) do p:mul_(20) end
  local make_opt, judge_opt = optim.Adam(maker, {lr = 0.002}), optim.Adam(judge, {lr = 0.002})
  local crit = nn.MSELoss()
  for _ = 1, 100 do
    local real, fake = randn(32, 2) + 1, maker(randn(32, 3))
    judge_opt:zero_grad();
    (crit(judge(real), ones(32, 1)) + crit(judge(fake:detach()), zeros(32, 1))):backward()
    judge_opt:step()
    make_opt:zero_grad()
    crit(judge(fake), ones(32, 1)):backward()
    make_opt:step()
  end
end)

-- Rates of 1 and more that work: on a smooth problem a long step is a good one.
silent("a logistic regression at a rate of 10", function()
  local model = nn.Linear(2, 1, {init = "zeros"})
  local ds = data.moons{n = 300, noise = 0.3, seed = 1}
  with(model, ds, optim.SGD(model, {lr = 10}), {batch = 300, epochs = 150})
end)
silent("a slow start at a rate of 1", function()
  local ds = data.circles{n = 210, noise = 0.06, seed = 1}
  ds.x = (ds.x + 1.5) / 3
  local model = mlp(2, 24, 1)
  with(model, ds, optim.SGD(model, {lr = 1}), {epochs = 150, batch = 30})
end)

silent("a constant that has arrived", function()
  local b, y = zeros(1):requires_grad_(), randn(180, 1) + 0.1
  local opt = optim.SGD({b}, {lr = 0.3})
  for _ = 1, 100 do
    opt:zero_grad()
    local loss = ((y * 0 + b - y) ^ 2):mean()
    loss:backward()
    opt:step()
  end
end)

first("G0502", "dropout on the inputs, where no row comes twice", function()
  local model = nn.Sequential{nn.Dropout(0.1), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)}
  with(model, data.digits{n = 480, seed = 1}, optim.Adam(model, {lr = 5e-6}), {epochs = 25})
end)

-- Labels that went to other rows; the test rows are answered once, at the end.
local function with_mixed_labels(ds, model, crit)
  ds.y = ds.y:index_select(1, randperm(#ds))
  local kept, new = ds:split{train = 0.7, val = 0, test = 0.3, seed = 1}
  with(model, kept, optim.Adam(model, {lr = 0.02}), {epochs = 60})
  return crit and crit(model(new.x), new.y):item() or accuracy(model, new)
end

first("G0105", "a network without hidden layer", function()
  with_mixed_labels(data.blobs{n = 300, classes = 4, seed = 1}, nn.Linear(2, 4))
end)
first("G0105", "one look at the test rows", function()
  with_mixed_labels(data.sine{n = 300, seed = 1}, mlp(1, 12, 1, {act = "tanh"}), nn.MSELoss())
end)

-- A wave of which a tenth can be explained, and one whose answers went to other rows.
local function wave(mixed)
  local x = rand(400, 1) * 4 - 2
  local y = (x * 2):sin() * 0.35 + randn(400, 1) * 0.75
  if mixed then y = y:index_select(1, randperm(400)) end
  local model = mlp(1, 8, 1, {act = "tanh"})
  local ds = data.from(x, y, {task = "regression"})
  with(model, ds, optim.Adam(model, {lr = 0.02}), {batch = 400, epochs = 400,
    loss = function(xb, yb) return pair_error(model(xb), yb) end})
end
silent("a loss written out, and a weak wave", function() wave(false) end)
first("G0105", "answers of other rows, where only training rows are looked at", function()
  wave(true)
end)
silent("parity, by a line beside a network that can", function()
  local x = randn(300, 5):gt(0)
  local y = (x * 2 - 1):prod(2):reshape(-1, 1):gt(0)
  local ds, val = data.from(x, y, {task = "binary"}):split{train = 0.7, val = 0.3, seed = 1}
  for _, model in ipairs{nn.Linear(5, 1), mlp(5, 32, 1)} do
    with(model, ds, optim.Adam(model, {lr = 0.02}), {epochs = 60})
    accuracy(model, val)
  end
end)

-- A signal of two per cent is one: the rows looked at say so, all together.
silent("clicks that the inputs explain hardly at all", function()
  local function clicks(n)
    local x = randn(n, 5)
    return x, rand(n, 1):lt((x:narrow(2, 1, 1) * 0.35 - x:narrow(2, 3, 1) * 0.2):sigmoid())
  end
  local x, y = clicks(2000)
  local model, crit = nn.Linear(5, 1), nn.BCEWithLogitsLoss()
  local xv, yv = clicks(1000)
  local step = 0
  local opt = optim.SGD(model, {lr = 0.3})
  with(model, data.from(x, y, {task = "binary"}), opt, {epochs = 20, batch = 100, step = function()
    opt:step()
    step = step + 1
    if step % 40 == 0 then no_grad(function() return crit(model(xv), yv):item() end) end
  end})
end)

-- Weights that rest where a penalty holds against the data do not move, and are owned.
silent("a ridge at its lowest point", function()
  local x = randn(120, 4)
  local y = x:mm(tensor{{2}, {-1}, {0.5}, {0}}) + randn(120, 1) * 0.3
  local model = nn.Linear(4, 1)
  local opt = optim.SGD(model, {lr = 0.05, weight_decay = 2})
  with(model, data.from(x, y, {task = "regression"}), opt, {batch = 120, epochs = 300})
end)
first("G0508", "weight_decay that takes more than a weight in each step", function()
  local model = mlp(2, 16, 1)
  local opt = optim.SGD(model, {lr = 0.5, weight_decay = 5})
  with(model, data.moons{n = 300, seed = 1}, opt)
end)
first("G0505", "eight sigmoid layers, for a short while", function()
  local model = mlp(2, 16, 16, 16, 16, 16, 16, 16, 1, {act = "sigmoid"})
  with(model, data.moons{n = 300, seed = 1}, optim.Adam(model, {lr = 0.01}), {epochs = 8})
end)
first("G0108", "rows in the order of ten classes", function()
  local model = mlp(64, 32, 10)
  local ds = data.digits{n = 500, seed = 1}
  local order = {}
  for k = 1, 10 do
    for i = 1, 500 do if ds.y[i] == k then order[#order + 1] = i end end
  end
  with(model, ds:subset(order), optim.SGD(model, {lr = 0.3}), {shuffle = false, epochs = 4})
end)

silent("a warm-up", function()
  local model = mlp(2, 32, 32, 1)
  local opt, k = optim.SGD(model, {lr = 1e-6}), 0
  with(model, data.moons{n = 300, seed = 1}, opt, {epochs = 50, step = function()
    k = k + 1
    opt.lr = 0.2 * math.min(k / 250, 1)
    opt:step()
  end})
end)

silent("a last layer that begins as 0", function()
  local model = mlp(2, 32, 32, 1)
  model[5].weight:zero_()
  with(model, data.circles{n = 300, seed = 1}, optim.Adam(model, {lr = 0.01}))
end)

silent("a logistic regression from 0", function()
  local model = nn.Linear(2, 3, {init = "zeros"})
  with(model, data.blobs{n = 300, seed = 1}, optim.SGD(model, {lr = 0.1}))
end)

silent("standardised inputs with values far out", function()
  local ds = data.moons{n = 400, seed = 1}
  local x = ds.x:clone()
  for i = 1, 4 do x[{50 * i, 1}] = 20 end
  ds.x = x
  local model = mlp(2, 32, 1)
  with(model, ds, optim.Adam(model, {lr = 0.01}))
end)

silent("raw inputs behind a normalisation", function()
  local ds = data.moons{n = 400, seed = 1}
  ds.x = ds.x * 80 + 100
  local model = nn.Sequential(nn.BatchNorm1d(2), nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 1))
  with(model, ds, optim.Adam(model, {lr = 0.01}))
end)

silent("adversaries, whose batches hold one class", function()
  local maker, judge = mlp(2, 16, 2), mlp(2, 16, 1)
  local make_opt, judge_opt = optim.Adam(maker, {lr = 0.002}), optim.Adam(judge, {lr = 0.002})
  local crit = nn.BCEWithLogitsLoss()
  for _ = 1, 300 do
    local real, fake = randn(32, 2) + 1, maker(randn(32, 2))
    judge_opt:zero_grad();
    (crit(judge(real), ones(32, 1)) + crit(judge(fake:detach()), zeros(32, 1))):backward()
    judge_opt:step()
    make_opt:zero_grad()
    crit(judge(fake), ones(32, 1)):backward()
    make_opt:step()
  end
end)

silent("a sum as loss, and a rate that fits it", function()
  local model, crit = mlp(2, 32, 1), nn.BCEWithLogitsLoss{reduction = "sum"}
  local opt = optim.SGD(model, {lr = 0.1 / 40})
  with(model, data.moons{n = 400, seed = 1}, opt, {batch = 40,
    loss = function(x, y) return crit(model(x), y) end})
end)

local function overfit(after)
  local ds = data.moons{n = 200, noise = 0.4, seed = 1}
  local few, val = ds:split{train = 0.2, val = 0.8, seed = 1}
  local model, best, low = mlp(2, 128, 128, 1), nil, math.huge
  local opt, crit = optim.Adam(model, {lr = 0.01}), nn.BCEWithLogitsLoss()
  for _ = 1, 200 do
    opt:zero_grad()
    crit(model(few.x), few.y):backward()
    opt:step()
    local loss = no_grad(function() return crit(model(val.x), val.y):item() end)
    if loss < low then low, best = loss, model:state_dict() end
  end
  if after then after(model, best) end
end

first("G0601", "a loop on one batch", overfit)
silent("overfitting whose best weights are put back", function()
  overfit(function(model, best) model:load_state_dict(best) end)
end)
silent("overfitting whose best weights are copied back", function()
  overfit(function(model)
    for _, p in ipairs(model:parameters()) do p:copy_(p:detach():clone()) end
  end)
end)

first("G0401", "equal weights, told apart by dropout", function()
  local model = mlp(2, 16, 16, 1, {dropout = 0.3})
  nn.init.model(model, "constant", 0.1)
  with(model, data.moons{n = 300, seed = 1}, optim.SGD(model, {lr = 0.1}))
end)

first("G0504", "a logarithm in a user's own loss", function()
  local model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())
  with(model, data.moons{n = 200, seed = 1}, optim.SGD(model, {lr = 0.1}),
    {epochs = 2, loss = function(x, y) return -(y * (model(x) * 0):log()):mean() end})
end)
T.test("G0504 names the op", function()
  local _, all = watch(function()
    local model = mlp(2, 8, 1)
    local opt = optim.SGD(model, {lr = 0.1})
    for _ = 1, 3 do
      opt:zero_grad()
      local loss = (model(randn(8, 2)) - 1000):log():mean()
      loss:backward()
      opt:step()
    end
  end)
  T.ok(all[1].what:find "^log made the first", all[1].what)
end)

first("G0102", "after many looks at rows that were scaled", function()
  local ds, val = data.moons{n = 300, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
  local model = mlp(2, 16, 1)
  fit(model, ds, {val = val, epochs = 60, lr = 0.01, verbose = false})
  accuracy(model, data.from(val.x * 40 + 20, val.y, {task = "binary"}))
end)

-- Raw rows of two sizes through a batch normalisation whose own weights stand still.
silent("a frozen batch normalisation over raw rows", function()
  local all = data.moons{n = 300, seed = 1}
  local raw = data.from(all.x * tensor{300, 2} + tensor{1000, 5}, all.y, {task = "binary"})
  local ds, val = raw:split{train = 0.7, val = 0.3, seed = 1}
  local model = nn.Sequential{nn.BatchNorm1d(2), nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1)}
  for _, p in ipairs(model[1]:parameters()) do p:requires_grad_(false) end
  local opt = optim.Adam(model:parameters(), {lr = 0.01})
  for _ = 1, 20 do
    model:train()
    with(model, ds, opt, {epochs = 1})
    model:eval()
    accuracy(model, val)
  end
end)

-- Trains on the training and test rows together; returns the test part.
local function joined(model)
  local ds, test = data.moons{n = 300, seed = 1}:split{train = 0.7, test = 0.3, seed = 1}
  local both = data.from(cat({ds.x, test.x}, 1), cat({ds.y, test.y}, 1), {task = "binary"})
  fit(model, both, {epochs = 20, lr = 0.01, verbose = false})
  return test
end

first("G0104", "test rows that nobody measures on", function() joined(mlp(2, 16, 1)) end)

first("G0104", "test rows behind dropout on the inputs", function()
  local model = nn.Sequential{nn.Dropout(0.2), nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1)}
  accuracy(model, joined(model))
end)

first("G0306", "dropout behind the last layer, measured in training mode", function()
  local ds, val = data.moons{n = 300, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
  local model = nn.Sequential{nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1), nn.Dropout(0.5)}
  with(model, ds, optim.Adam(model, {lr = 0.01}))
  no_grad(function() return nn.BCEWithLogitsLoss()(model(val.x), val.y):item() end)
end)

first("G0303", "softmax where several answers may be yes", function()
  local x = randn(120, 4)
  local y = x:narrow(2, 1, 3):gt(0)
  local model = nn.Sequential{nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3), nn.Softmax()}
  local opt, crit = optim.Adam(model, {lr = 0.01}), nn.BCELoss()
  for _ = 1, 100 do
    opt:zero_grad()
    crit(model(x), y):backward()
    opt:step()
  end
end)

T.test("two networks in turn are judged each for itself", function()
  local ds = data.moons{n = 300, seed = 1}
  local well, wild = mlp(2, 16, 1), mlp(2, 16, 1)
  local _, all = watch(function()
    local a, b = optim.SGD(well, {lr = 0.1}), optim.SGD(wild, {lr = 1000})
    with(well, ds, a, {step = function()
      a:step()
      b:zero_grad()
      nn.BCEWithLogitsLoss()(wild(ds.x), ds.y):backward()
      b:step()
    end})
  end)
  T.eq(all[1].code, "G0501")
  T.eq(#net.ids(), 2)
  T.ok(all[1].what:find "%% of its own size", all[1].what)
end)

coach.reset()
coach.off()
T.finish()
