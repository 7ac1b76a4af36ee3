-- Trained for far longer than needed, evaluated on test three times with the same weights.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 420, classes = 3, noise = 0.12, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 3, {act = "tanh"})
local h = fit(model, train, {val = val, epochs = 150, lr = 0.005, batch = 28, l2 = 1e-4, verbose = false})
print(#h.train_loss, evaluate(model, test).loss)
print(evaluate(model, test).confusion)
result = accuracy(model, test)
