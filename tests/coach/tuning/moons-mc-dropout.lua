-- Monte Carlo dropout: after training, thirty passes with dropout on give a mean and a spread.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(2, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 64),
  nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 1)}
fit(model, train, {val = val, epochs = 40, lr = 0.01, verbose = false})

model:train()
local passes = {}
no_grad(function()
  for i = 1, 30 do passes[i] = model(test.x):sigmoid() end
end)
local p = stack(passes, 1)
local mean, spread = p:mean(1), p:std(1)
print("largest spread", spread:max():item())
result = mean:gt(0.5):eq(test.y):mean():item()
