-- A tenth of the labels is wrong; weight decay and early stopping hold the network back.
-- task: circles-noisy
seed(SEED)
local train, val, test = data.circles{n = 500, noise = 0.08, flip = 0.1, seed = SEED}:split{seed = SEED}
local model = mlp(2, 24, 24, 1)
local h = fit(model, train, {val = val, epochs = 80, lr = 0.01, optimizer = "adamw", weight_decay = 0.01,
  early_stopping = {patience = 12, restore = true}, verbose = false})
print(h.stopped, h.best_epoch)
result = accuracy(model, test)
