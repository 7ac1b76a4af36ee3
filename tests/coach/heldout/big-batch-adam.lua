-- One batch of everything, many epochs, fit.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 400, noise = 0.08, seed = SEED}:split{seed = SEED}
local m = mlp(2, 32, 32, 1)
local h = fit(m, train, {val = val, batch = #train, epochs = 200, lr = 0.01, shuffle = false, verbose = false})
print(h.val_accuracy[h.best_epoch])
result = accuracy(m, test)
