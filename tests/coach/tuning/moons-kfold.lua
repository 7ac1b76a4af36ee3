-- Five folds by hand: a fresh network for each.
-- task: moons
seed(SEED)
local ds = data.moons{n = 250, noise = 0.15, seed = SEED}
local sum = 0
for train, val in ds:kfold(5) do
  local net = mlp(2, 24, 24, 1)
  fit(net, train, {epochs = 25, lr = 0.02, verbose = false})
  local a = accuracy(net, val)
  sum = sum + a
end
result = sum / 5
