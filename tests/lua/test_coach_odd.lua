--- Tests of the coach on scripts in unusual spellings: what is right gives no finding but notes,
-- and a mistake is named although it hides.

local T = require "gradus_test"
local coach = require "gradus.coach"
local listen = require "gradus.coach.listen"

-- The codes that fn brings about: those that interrupt, and the first of all.
local function watch(fn)
  coach.reset()
  coach.on()
  seed(1)
  fn()
  local loud, first = {}, nil
  for _, one in ipairs(coach.findings) do
    first = first or one.code
    if one.severity ~= "note" then loud[#loud + 1] = one.code end
  end
  T.eq(listen.failures, {})
  return table.concat(loud, " "), first
end

local function silent(name, fn)
  T.test("nothing is said of " .. name, function() T.eq((watch(fn)), "") end)
end

local function first(code, name, fn)
  T.test(code .. " is named first: " .. name, function() T.eq(select(2, watch(fn)), code) end)
end

-- Steps on loss(i), which is called `steps` times.
local function descend(params, steps, loss, lr)
  local opt = optim.Adam(params, {lr = lr or 0.01})
  for i = 1, steps do
    opt:zero_grad()
    loss(i):backward()
    opt:step()
  end
end

local function join(...)
  local out = {}
  for _, m in ipairs{...} do table.move(m:parameters(), 1, #m:parameters(), #out + 1, out) end
  return out
end

-- ---- test rows --------------------------------------------------------------------------------

-- Few features with few values: all test rows are among the training rows by nature.
local function coarse()
  local rows = {}
  for i = 1, 300 do rows[i] = {i % 3, i // 3 % 3} end
  local x = tensor(rows)
  return data.from(x, x:sum(2, true):gt(2), {task = "binary"}):split{train = 0.7, test = 0.3}
end

local function on_test(steps)
  local ds, test = coarse()
  local model, crit = mlp(2, 8, 1), nn.BCEWithLogitsLoss()
  descend(model:parameters(), 60, function() return crit(model(ds.x), ds.y) end)
  if steps then
    descend(model:parameters(), 1, function() return crit(model(test.x), test.y) end)
  else
    crit(model(test.x), test.y):backward()
  end
  accuracy(model, test)
end

silent("gradients of test rows that no step uses", function() on_test(false) end)
first("G0104", "one step on test rows", function() on_test(true) end)

-- ---- other scales ------------------------------------------------------------------------------

-- Validation rows as they are, then `other` of them.
local function judged_twice(other)
  local ds, val = data.moons{n = 300, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
  local model, crit = mlp(2, 16, 1), nn.BCEWithLogitsLoss()
  descend(model:parameters(), 60, function() return crit(model(ds.x), ds.y) end)
  for _, x in ipairs{val.x, other(val.x)} do
    no_grad(function() return crit(model(x), val.y):item() end)
  end
end

silent("the same rows with more and more noise", function()
  judged_twice(function(x) return x + 8 * randn_like(x) end)
end)
silent("the same rows, shifted on purpose", function()
  judged_twice(function(x) return x * 0.3 + 4 end)
end)
first("G0102", "scaled rows, then the same rows raw", function()
  local raw = data.moons{n = 300, seed = 1}
  raw.x = raw.x * 40 + 20
  local ds, val = raw:split{train = 0.7, val = 0.3, seed = 1}
  local norm, model = data.Standardizer(ds), mlp(2, 16, 1)
  fit(model, norm(ds), {val = norm(val), epochs = 10, lr = 0.01, verbose = false})
  accuracy(model, val)
end)

-- ---- lengths that are tried -------------------------------------------------------------------

silent("a line search, which tries steps that are too long", function()
  seed(317)
  local ds = data.polynomial{n = 120, degree = 2, noise = 0.05, seed = 301}
  local model, crit, lr = mlp(1, 12, 1, {act = "tanh"}), nn.MSELoss(), 1
  local function cost() return no_grad(function() return crit(model(ds.x), ds.y):item() end) end
  for _ = 1, 200 do
    model:zero_grad()
    local loss = crit(model(ds.x), ds.y)
    loss:backward()
    local start, slope, size = {}, {}, 0
    for i, p in ipairs(model:parameters()) do
      start[i], slope[i] = p:detach():clone(), p.grad:clone()
      size = size + (slope[i] ^ 2):sum():item()
    end
    lr = lr * 4
    repeat
      lr = lr / 2
      for i, p in ipairs(model:parameters()) do p:copy_(start[i] - slope[i] * lr) end
    until cost() <= loss:item() - 0.3 * lr * size or lr < 1e-6
  end
end)

silent("a critic that makes its maker's loss rise", function()
  seed(519)
  local maker, critic = mlp(1, 16, 16, 1), mlp(1, 24, 24, 1)
  local made, judged = optim.RMSprop(maker, {lr = 2e-3}), optim.RMSprop(critic, {lr = 2e-3})
  for _ = 1, 300 do
    for _ = 1, 3 do
      judged:zero_grad()
      local fake = critic(maker(randn(64, 1)):detach()):mean()
      local loss = fake - critic(randn(64, 1) * 0.5 + 1):mean()
      loss:backward()
      judged:step()
      for _, p in ipairs(critic:parameters()) do p:clamp_(-0.1, 0.1) end
    end
    made:zero_grad()
    local loss = -critic(maker(randn(64, 1))):mean()
    loss:backward()
    made:step()
  end
end)

-- ---- one training after the other -------------------------------------------------------------

-- What fit left in the gradients meets a loop that clears them after the step, or never.
local function after_fit(clears)
  local ds = data.moons{n = 200, seed = 1}
  local model, crit = mlp(2, 16, 1), nn.BCEWithLogitsLoss()
  fit(model, ds, {epochs = 10, lr = 0.01, verbose = false})
  local opt = optim.Adam(model, {lr = 0.001})
  for x, y in ds:batches(20) do
    crit(model(x), y):backward()
    opt:step()
    if clears then opt:zero_grad() end
  end
end

silent("gradients that fit left, in the first step only", function() after_fit(true) end)
first("G0201", "gradients that nobody clears after fit", function() after_fit(false) end)

silent("a curve of the test set beside one of the validation set, by hand", function()
  local ds, val, test = data.moons{n = 300, seed = 1}:split{seed = 1}
  local model = mlp(2, 16, 1)
  local function cost(d)
    local p = model(d.x):sigmoid():clamp(1e-6, 1 - 1e-6)
    return -(d.y * p:log() + (1 - d.y) * (1 - p):log()):mean()
  end
  descend(model:parameters(), 30, function(i)
    if i % 3 == 0 then no_grad(function() return cost(val):item() + cost(test):item() end) end
    return cost(ds)
  end)
end)

-- ---- modes ------------------------------------------------------------------------------------

-- Trains a network with dropout after `switch` has set its modes.
local function in_mode(switch)
  local ds, crit = data.moons{n = 100, seed = 1}, nn.BCEWithLogitsLoss()
  local drop = nn.Dropout(0.2)
  local model = nn.Sequential{nn.Linear(2, 16), nn.ReLU(), drop, nn.Linear(16, 1)}
  switch(model, drop)
  descend(model:parameters(), 30, function() return crit(model(ds.x), ds.y) end)
end

silent("dropout that is switched off by itself", function()
  in_mode(function(model, drop) model:train() drop:eval() end)
end)
first("G0204", "the whole network in evaluation mode", function()
  in_mode(function(model) model:eval() end)
end)

silent("adversaries with noise, looked at while they train", function()
  local maker = nn.Sequential{nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 1)}
  local judge = nn.Sequential{nn.Linear(1, 8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 1)}
  local made, judged = optim.Adam(maker, {lr = 1e-3}), optim.Adam(judge, {lr = 1e-3})
  local crit = nn.BCEWithLogitsLoss()
  for _ = 1, 300 do
    local real, fake = randn(32, 1) + 1, maker(randn(32, 2))
    judged:zero_grad()
    crit(judge(real), ones(32, 1)):backward()
    crit(judge(fake:detach()), zeros(32, 1)):backward()
    local _ = judge(real):sigmoid():mean():item()
    judged:step()
    made:zero_grad()
    crit(judge(fake), ones(32, 1)):backward()
    made:step()
    no_grad(function() return maker(randn(32, 2)):mean():item() end)
  end
end)

-- ---- probabilities ----------------------------------------------------------------------------

-- Trains two networks for blobs, the loss being loss(scores of both, labels).
local function two_heads(loss)
  local ds = data.blobs{n = 90, classes = 3, seed = 1}
  local a, b = mlp(2, 8, 3), mlp(2, 8, 3)
  descend(join(a, b), 30, function() return loss(a(ds.x), b(ds.x), ds.y) end)
end

first("G0301", "the mean of two softmaxes", function()
  local crit = nn.CrossEntropyLoss()
  two_heads(function(a, b, y) return crit((a:softmax(2) + b:softmax(2)) / 2, y) end)
end)
first("G0301", "a softmax whose tag is lost on the way", function()
  local crit = nn.CrossEntropyLoss()
  two_heads(function(a, b, y) return crit((a + b):log_softmax(2):exp(), y) end)
end)
silent("the logarithm of a mean of two softmaxes", function()
  local crit = nn.NLLLoss()
  two_heads(function(a, b, y) return crit(((a:softmax(2) + b:softmax(2)) / 2):log(), y) end)
end)

-- Trains a network with nn.BCELoss on what `squash` makes of its scores.
local function squashed(squash)
  local x = randn(200, 4)
  local y = x:sum(2, true):gt(0)
  local model, crit = mlp(4, 16, 1), nn.BCELoss()
  descend(model:parameters(), 100, function() return crit(squash(model(x)), y) end)
end

first("G0302", "raw scores forced between 0 and 1", function()
  squashed(function(z) return z:clamp(1e-6, 1 - 1e-6) end)
end)
silent("a sigmoid of straight pieces", function()
  squashed(function(z) return (z * 0.2 + 0.5):clamp(1e-4, 1 - 1e-4) end)
end)

first("G0306", "dropout on the inputs of one of two networks", function()
  local x = randn(100, 4)
  local a, b = nn.Sequential{nn.Dropout(0.5), mlp(4, 8, 1)}, mlp(4, 8, 1)
  descend(join(a, b), 30, function()
    return ((a(x) - x:sum(2, true)) ^ 2):mean() + ((b(x) + 1) ^ 2):mean()
  end)
end)

-- ---- notes ------------------------------------------------------------------------------------

first("G0607", "labels of which nearly all are equal", function()
  local x, y = randn(600, 3), cat({ones(30, 1), zeros(570, 1)}, 1)
  local ds = data.from(x, y, {task = "binary"})
  local few, val = ds:split{train = 0.7, val = 0.3, seed = 1, stratify = true}
  local model = mlp(3, 8, 1)
  fit(model, few, {val = val, epochs = 12, lr = 5e-3, verbose = false})
end)
first("G0107", "rows of another set that came in twice", function()
  local ds = data.moons{n = 200, noise = 0.1, seed = 4}
  local x = cat({ds.x, ds.x:narrow(1, 1, 60)}, 1)
  local y = cat({ds.y, 1 - ds.y:narrow(1, 1, 60)}, 1)
  local both = data.from(x, y, {task = "binary"})
  fit(mlp(2, 32, 1), both, {epochs = 40, lr = 0.01, verbose = false})
end)
first("G0608", "six epochs of which each lowers the loss", function()
  local ds, val = data.digits{n = 600, seed = 1}:split{train = 0.7, val = 0.3, seed = 1}
  fit(mlp(64, 32, 10), ds, {val = val, epochs = 6, lr = 1e-3, verbose = false})
end)

silent("copies of one network, each trained for one pass and averaged", function()
  local ds, crit = data.blobs{n = 120, seed = 1}, nn.CrossEntropyLoss()
  local all = mlp(2, 8, 3)
  for _ = 1, 10 do
    local sum
    for part = 1, 3 do
      local copy = all:clone()
      local x, y = ds.x:narrow(1, 40 * part - 39, 40), ds.y:narrow(1, 40 * part - 39, 40)
      local i = 0
      descend(copy:parameters(), 2, function()
        i = i + 1
        return crit(copy(x:narrow(1, 20 * i - 19, 20)), y:narrow(1, 20 * i - 19, 20))
      end, 0.05)
      local now = nn.utils.parameters_to_vector(copy:parameters()):detach()
      sum = sum and sum + now or now
    end
    nn.utils.vector_to_parameters(sum / 3, all:parameters())
  end
end)

-- ---- linear layers in a row -------------------------------------------------------------------

silent("a linear layer that predicts from a network's output", function()
  local x = data.blobs{n = 128, classes = 4, std = 0.4, seed = 1}.x
  local net, predictor = mlp(2, 16, 8), nn.Linear(8, 8)
  local slow = net:clone()
  descend(join(net, predictor), 60, function()
    local goal = no_grad(function() return slow(x + 0.1 * randn_like(x)) end)
    return nn.MSELoss()(predictor(net(x)), goal)
  end)
end)

silent("the same, where the first layer is frozen", function()
  local x = randn(100, 4)
  local net, predictor = mlp(4, 16, 8), nn.Linear(8, 8)
  for _, p in ipairs(net[1]:parameters()) do p:requires_grad_(false) end
  local params = join(net, predictor)
  descend({params[3], params[4], params[5], params[6]}, 60, function()
    return nn.MSELoss()(predictor(net(x)), x:index_select(2, tensor{1, 2, 3, 4, 1, 2, 3, 4}))
  end)
end)

silent("an embedding of words in front of a linear layer", function()
  local words = {}
  for i = 1, 200 do words[i] = i % 10 + 1 end
  local x, y = data.one_hot(tensor(words), 10), tensor(words):gt(5) + 1
  local net, crit = nn.Sequential{nn.Linear(10, 4, {bias = false}), nn.Linear(4, 2)},
    nn.CrossEntropyLoss()
  descend(net:parameters(), 60, function() return crit(net(x), y) end)
end)

first("G0403", "an activation left out between two parts of one network", function()
  local ds = data.moons{n = 100, seed = 1}
  local net = nn.Module{part = mlp(2, 8, 8), out = nn.Linear(8, 1),
    forward = function(self, x) return self.out(self.part(x)) end}
  descend(net:parameters(), 30, function() return nn.BCEWithLogitsLoss()(net(ds.x), ds.y) end)
end)

-- ---- units ------------------------------------------------------------------------------------

-- From step 40 on so many of 24 units are dead; the labels are noisy, so the loss stays high.
local function with_dead(count)
  local ds = data.moons{n = 300, flip = 0.3, seed = 1}
  local model, crit = mlp(2, 24, 1), nn.BCEWithLogitsLoss()
  descend(model:parameters(), 600, function(i)
    for k = 1, i == 40 and count or 0 do model[1].bias[k] = -9 end
    return crit(model(ds.x), ds.y)
  end)
end

silent("half a layer of dead units: that many inputs from 0 to 1 alone may leave", function()
  with_dead(12)
end)
first("G0507", "most of a layer", function() with_dead(22) end)

coach.reset()
coach.off()
T.finish()
