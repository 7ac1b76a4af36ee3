-- Rates from far too small to far too big, chosen on the validation part.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 400, noise = 0.2, seed = SEED}:split{seed = SEED}
local best
for _, lr in ipairs{1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10} do
  local m = mlp(2, 32, 1)
  local h = fit(m, train, {val = val, epochs = 30, lr = lr, verbose = false})
  local v = h.val_loss[#h.val_loss]
  print(lr, v)
  if not best or v < best.v then best = {v = v, m = m, lr = lr} end
end
print("best rate", best.lr, "test", evaluate(best.m, test).accuracy)
result = accuracy(best.m, test)
