-- Widths up to one that learns by heart, chosen on the validation part.
-- task: moons-widths
seed(SEED)
local train, val, test = data.moons{n = 200, noise = 0.35, seed = SEED}:split{train = 0.3, val = 0.4, test = 0.3, seed = SEED}
local best
for _, w in ipairs{2, 8, 32, 128, 512} do
  local m = mlp(2, w, w, 1)
  local h = fit(m, train, {val = val, epochs = 150, lr = 0.01, verbose = false})
  local v = h.val_loss[#h.val_loss]
  print(w, v)
  if not best or v < best.v then best = {v = v, m = m} end
end
print(accuracy(best.m, test))
result = accuracy(best.m, test)
