-- The shortest way: fit with validation data, the test rows once at the end.
-- task: moons
seed(SEED)
local ds = data.moons{n = 300, noise = 0.15, seed = SEED}
local train, val, test = ds:split{seed = SEED}
local model = mlp(2, 32, 32, 1)
fit(model, train, {val = val, epochs = 40, lr = 0.01, verbose = false})
print(evaluate(model, test))
result = accuracy(model, test)
