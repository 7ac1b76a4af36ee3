-- Penalties up to one that leaves nothing to learn.
-- task: moons-penalties
seed(SEED)
local train, val = data.moons{n = 150, noise = 0.3, seed = SEED}:split{train = 0.5, val = 0.5, seed = SEED}
local best = 0
for _, l2 in ipairs{0, 0.001, 0.01, 0.1, 1, 10} do
  local m = mlp(2, 32, 1)
  local h = fit(m, train, {val = val, epochs = 60, lr = 0.02, l2 = l2, verbose = false})
  print(l2, h.train_loss[60], h.val_loss[60])
  best = math.max(best, accuracy(m, val))
end
result = best
