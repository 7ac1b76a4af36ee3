-- fit and evaluate with everything at its default but the epochs.
-- task: circles
seed(SEED)
local data_all = data.circles{n = 400, noise = 0.08, seed = SEED}
local train, val, test = data_all:split{train = 0.6, val = 0.2, test = 0.2, seed = SEED, stratify = true}
local net = mlp(2, 16, 16, 1)
local h = fit(net, train, {val = val, epochs = 100, lr = 5e-3, verbose = false})
print(("best epoch %d of %d"):format(h.best_epoch, h.epochs))
result = evaluate(net, test).accuracy
