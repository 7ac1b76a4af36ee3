-- After training, batch normalisation sees the training rows once more, without a step.
-- task: digits-again
seed(SEED)
local ds = data.digits{n = 600, noise = 0.1, seed = SEED}
local tr, va = ds:split{train = 0.7, val = 0.3, seed = SEED}
local net = mlp(64, 48, 10, {norm = "batch"})
fit(net, tr, {epochs = 15, lr = 3e-3, verbose = false})
net:train()
no_grad(function()
  for xb in tr:batches(42) do net(xb) end
end)
net:eval()
result = accuracy(net, va)
