-- A fifth of the pixels is dropped: dropout on the inputs, and not too much of it.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 800, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Dropout(0.1), nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 10)}
local h = fit(model, train, {val = val, epochs = 30, lr = 0.005, verbose = false})
print(h.val_loss[#h.val_loss])
result = evaluate(model, test).accuracy
