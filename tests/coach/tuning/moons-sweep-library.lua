-- The library's sweep, judged on val.
-- task: moons
local train, val, test = data.moons{n = 260, noise = 0.15, seed = SEED}:split{seed = SEED}
sweep{lr = {0.003, 0.01, 0.03}, run = function(c)
  seed(SEED)
  return fit(mlp(2, 16, 16, 1), train, {val = val, epochs = 20, lr = c.lr, verbose = false})
end}
local final = mlp(2, 16, 16, 1)
fit(final, train, {val = val, epochs = 40, lr = 0.02, verbose = false})
result = accuracy(final, test)
