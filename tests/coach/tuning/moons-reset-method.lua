-- Monte Carlo cross-validation: reset() gives the network new first weights for every split.
-- task: moons
seed(SEED)
local ds = data.moons{n = 240, noise = 0.15, seed = SEED}
local model = mlp(2, 24, 1)
local sum = 0
for round = 1, 4 do
  local train, test = ds:split{train = 0.75, test = 0.25, seed = SEED + round}
  model:reset()
  fit(model, train, {epochs = 20, lr = 0.02, verbose = false})
  sum = sum + accuracy(model, test)
end
result = sum / 4
