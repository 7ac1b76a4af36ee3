-- The same experiment over five seeds.
-- task: moons
local r = seeds(5, function(s)
  seed(s)
  local train, test = data.moons{n = 200, noise = 0.15, seed = s + SEED}:split{train = 0.7, test = 0.3, seed = s}
  local m = mlp(2, 24, 24, 1)
  fit(m, train, {epochs = 25, lr = 0.02, verbose = false})
  return accuracy(m, test)
end)
print(r)
result = r.median
