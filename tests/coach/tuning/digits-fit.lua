-- Digits as 64 numbers between 0 and 1, not standardised: they need no more.
-- task: digits
seed(SEED)
local ds = data.digits{n = 800, noise = 0.1, seed = SEED}
local train, val, test = ds:split{seed = SEED, stratify = true}
local model = mlp(64, 48, 10)
local h = fit(model, train, {val = val, epochs = 20, lr = 0.005, verbose = false,
  early_stopping = {patience = 5}})
print("epochs", h.epochs)
result = accuracy(model, test)
