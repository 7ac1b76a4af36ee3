-- The test rows also score a network that was never trained, and one with frozen random features.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local guess = mlp(2, 24, 1)
local model = guess:clone()
fit(model, train, {val = val, epochs = 40, lr = 0.02, verbose = false})
print("val", accuracy(model, val))
print("guessing", accuracy(guess, test))
result = accuracy(model, test)
