--- Figures on common mistakes, and on what one run is worth.
-- Uses the public names, as a lesson would.

local g = require "gradus"

-- A loop written by hand, with the mistakes that can be made in it. Returns the loss after each
-- epoch.
local function loop(train, options)
  g.seed(1)
  local model = g.mlp(2, 32, 32, options.outputs or 1, {init = "he"})
  local crit = options.outputs and g.nn.CrossEntropyLoss() or g.nn.BCEWithLogitsLoss()
  local opt, losses = g.optim.SGD(model, {lr = 0.1}), {}
  for epoch = 1, 50 do
    local sum, n = 0, 0
    for xb, yb in train:batches(30) do
      if not options.keep_gradients then opt:zero_grad() end
      local out = model(xb)
      if options.through then out = options.through(out) end
      local loss = crit(out, yb)
      loss:backward()
      opt:step()
      sum, n = sum + loss:item(), n + 1
    end
    losses[epoch] = sum / n
  end
  return losses
end

local epochs = {}
for i = 1, 50 do epochs[i] = i end

local function zero_grad(draw)
  local train = g.data.moons{n = 300, noise = 0.15, seed = 1}
  return draw.curve(epochs, loop(train, {}), loop(train, {keep_gradients = true}),
    {labels = {"zero_grad", "forgotten"}, xlabel = "epoch", ylabel = "training loss", log = "y",
      title = "zero_grad() forgotten: old gradients push on"})
end

local function softmax_twice(draw)
  local train = g.data.spirals{n = 300, classes = 3, noise = 0.2, seed = 1}
  local twice = {outputs = 3, through = function(out) return out:softmax(2) end}
  local floor = math.log((math.exp(1) + 2) / math.exp(1))
  local line = {}
  for i = 1, 50 do line[i] = floor end
  return draw.curve(epochs, loop(train, {outputs = 3}), loop(train, twice), line,
    {labels = {"logits", "softmax first", "its floor"}, xlabel = "epoch",
      ylabel = "training loss", title = "Softmax twice: the loss is stuck at 0.55"})
end

local function not_normalised(draw)
  local raw = g.data.moons{n = 300, noise = 0.15, seed = 1}
  raw.x = raw.x * g.tensor{{1, 1000}} + g.tensor{{0, 5000}}
  local function run(ds)
    g.seed(1)
    return g.fit(g.mlp(2, 32, 32, 1, {init = "he"}), ds, {epochs = 50, batch = 30,
      optimizer = "sgd", lr = 0.1, seed = 1})
  end
  return draw.history(run(raw), run(g.data.Standardizer(raw)(raw)),
    {names = {"as they are", "normalised"}, metric = "accuracy",
      title = "Data not normalised: as good as guessing"})
end

-- Dropout left on: the same network on the same data, asked a hundred times.
local function no_eval(draw)
  g.seed(1)
  local ds = g.data.blobs{n = 200, classes = 4, features = 20, std = 3, seed = 1}
  local model = g.mlp(20, 128, 128, 4, {dropout = 0.5, init = "he"})
  g.fit(model, ds, {epochs = 100, batch = 50, lr = 0.003, seed = 1})
  local fresh, list = g.data.blobs{n = 500, classes = 4, features = 20, std = 3, seed = 1}, {}
  model:train()
  g.no_grad(function()
    for i = 1, 200 do list[i] = model(fresh.x):argmax(2):eq(fresh.y):mean():item() end
  end)
  model:eval()
  local right = model(fresh.x):argmax(2):eq(fresh.y):mean():item()
  table.sort(list)
  return draw.hist(list, {xlabel = "accuracy in training mode", ylabel = "times of 200",
    title = ("eval() forgotten: %.2f to %.2f instead of %.2f"):format(list[1], list[#list],
      right)})
end

-- The best of many guessers on a small test set, and what it is worth on a fresh one.
local function test_tuning(draw)
  local counts, winner = {1, 2, 5, 10, 20, 50, 100, 200, 500}, {}
  g.seed(4)
  for i, n in ipairs(counts) do
    local sum = 0
    for _ = 1, 40 do sum = sum + g.rand(n, 50):lt(0.5):mean(2):max():item() end
    winner[i] = sum / 40
  end
  local fresh = {}
  for i = 1, #counts do fresh[i] = 0.5 end
  return draw.curve(counts, winner, fresh, {labels = {"on the test set", "on fresh data"},
    log = "x", xlabel = "models tried", ylabel = "accuracy of the best",
    title = "Tuning on the test set: the best of many guessers"})
end

local function confusion(draw)
  local train, test = g.data.digits{n = 600, noise = 0.3, seed = 1},
    g.data.digits{n = 400, noise = 0.3, seed = 2}
  g.seed(1)
  local model = g.mlp(64, 32, 10)
  g.fit(model, train, {epochs = 8, lr = 0.01, seed = 1})
  return draw.confusion(model, test)
end

local function band(draw)
  local histories = {}
  for seed = 1, 12 do
    g.seed(seed)
    histories[seed] = g.fit(g.mlp(2, 64, 64, 1, {init = "he"}),
      g.data.moons{n = 40, noise = 0.25, flip = 0.1, seed = seed},
      {val = g.data.moons{n = 200, noise = 0.25, flip = 0.1, seed = seed + 100}, epochs = 150,
        batch = 40, lr = 0.01, seed = seed})
  end
  histories[#histories + 1] = {band = true, title = "Twelve seeds: one run is an anecdote"}
  return draw.history(table.unpack(histories))
end

return {
  {name = "no-zero-grad", title = "zero_grad() forgotten", make = zero_grad},
  {name = "softmax-twice", title = "Softmax before a loss that wants logits",
    make = softmax_twice},
  {name = "not-normalised", title = "Data not normalised", make = not_normalised},
  {name = "no-eval", title = "eval() forgotten", make = no_eval},
  {name = "test-tuning", title = "Tuning on the test set", make = test_tuning},
  {name = "confusion", title = "Which digits are mixed up", make = confusion},
  {name = "seeds", title = "Many seeds", make = band},
}
