-- The last layer starts at zero, as is usual in residual networks.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 200, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1)}
nn.init.zeros_(model[5].weight)
nn.init.zeros_(model[5].bias)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local mse = nn.MSELoss()
for epoch = 1, 80 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = mse(model(xb), yb)
    loss:backward()
    opt:step()
  end
end
print("val", mse(model(val.x), val.y):item())
result = 1 - mse(model(test.x), test.y):item() / test.y:var():item()
