-- Regression with fit: tanh units, Adam, early stopping on val.
-- task: sine
seed(SEED)
local ds = data.sine{n = 200, noise = 0.1, seed = SEED}
local train, val, test = ds:split{seed = SEED}
local model = mlp(1, 32, 1, {act = "tanh"})
fit(model, train, {val = val, epochs = 150, lr = 0.02, early_stopping = {patience = 25}, verbose = false})
local e = evaluate(model, test)
result = 1 - e.loss / test.y:var():item()
