-- Trains in pieces, saves a picture of the curves, looks at the test rows twice for the same weights.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 260, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 1)
local opt = optim.RMSprop(model:parameters(), {lr = 0.005})
local h = fit(model, train, {val = val, optimizer = opt, epochs = 15, verbose = false})
h = fit(model, train, {val = val, optimizer = opt, epochs = 15, verbose = false})
local name = os.tmpname()
plot(h):save(name .. ".svg")
os.remove(name .. ".svg")
os.remove(name)
print("accuracy", accuracy(model, test))
print(evaluate(model, test).confusion)
result = evaluate(model, test).accuracy
