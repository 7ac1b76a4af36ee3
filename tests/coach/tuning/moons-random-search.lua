-- Ten pairs of rate and width drawn by chance, judged on the validation part.
-- task: moons
seed(SEED)
math.randomseed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.2, seed = SEED}:split{seed = SEED}
local best
for trial = 1, 10 do
  local lr, width = 10 ^ (-4 + 4 * rand(1):item()), 2 ^ math.random(1, 6)
  width = width // 1 | 0
  local m = mlp(2, width, 1)
  local h = fit(m, train, {val = val, epochs = 30, lr = lr, verbose = false})
  local v = h.val_loss[#h.val_loss]
  print(trial, lr, width, v)
  if not best or v < best.v then best = {v = v, m = m} end
end
print(accuracy(best.m, test))
result = accuracy(best.m, test)
