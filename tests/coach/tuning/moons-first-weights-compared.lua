-- First weights from a thousandth to ten, side by side.
-- task: moons-first-weights
seed(SEED)
local train, val = data.moons{n = 300, noise = 0.15, seed = SEED}:split{train = 0.7, val = 0.3, seed = SEED}
local best = 0
for _, s in ipairs{0.001, 0.01, 0.1, 1, 10} do
  local m = mlp(2, 32, 32, 1, {act = "tanh", init = {normal = s}})
  local h = fit(m, train, {val = val, epochs = 40, lr = 0.01, verbose = false})
  print(s, h.val_loss[#h.val_loss])
  best = math.max(best, accuracy(m, val))
end
result = best
