-- Powers of ten, counted through; most of them are no good, and that is the picture.
-- task: moons-rates-counted
seed(SEED)
local train, val = data.moons{n = 300, noise = 0.15, seed = SEED}:split{train = 0.7, val = 0.3, seed = SEED}
local best = 0
for k = -5, 1 do
  local lr = 10 ^ k
  local m = mlp(2, 16, 1)
  local h = fit(m, train, {val = val, epochs = 30, lr = lr, verbose = false})
  print(lr, h.val_loss[#h.val_loss])
  best = math.max(best, accuracy(m, val))
end
result = best
