-- A learning curve: more and more training rows, val measured each time.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 500, noise = 0.15, seed = SEED}:split{seed = SEED}
local model
for _, n in ipairs{50, 100, 200, 300} do
  local rows = {}
  for i = 1, n do rows[i] = i end
  model = mlp(2, 24, 24, 1)
  fit(model, train:subset(rows), {val = val, epochs = 30, lr = 0.02, verbose = false})
  print(n, accuracy(model, val))
end
result = accuracy(model, test)
