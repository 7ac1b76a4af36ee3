-- Shares of dropout up to 0.8, side by side.
-- task: digits-dropout
seed(SEED)
local train, val = data.digits{n = 600, noise = 0.2, seed = SEED}:split{train = 0.7, val = 0.3, seed = SEED}
local best = 0
for _, p in ipairs{0, 0.2, 0.5, 0.8} do
  local m = mlp(64, 64, 10, {dropout = p})
  local h = fit(m, train, {val = val, epochs = 20, lr = 0.005, verbose = false})
  print(p, h.val_accuracy[#h.val_accuracy])
  best = math.max(best, accuracy(m, val))
end
result = best
