-- The head first, with the body frozen; then all of it at a smaller rate.
-- task: teacher
seed(SEED)
local w = randn(6, 1)
local x = randn(400, 6)
local y = (x:mm(w)):tanh() + x:narrow(2, 1, 1) * 0.5
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
local net = nn.Sequential{nn.Linear(6, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, 1)}
local mse = nn.MSELoss()
local function run(params, lr, epochs)
  local opt = optim.Adam(params, {lr = lr})
  for _ = 1, epochs do
    for xb, yb in train:batches(20, {shuffle = true}) do
      opt:zero_grad()
      mse(net(xb), yb):backward()
      opt:step()
    end
  end
end
for i = 1, 3, 2 do
  for _, p in ipairs(net[i]:parameters()) do p:requires_grad_(false) end
end
run(net[5]:parameters(), 0.01, 10)
for _, p in ipairs(net:parameters()) do p:requires_grad_(true) end
net:zero_grad()
run(net:parameters(), 0.005, 60)
print("val", mse(net(val.x), val.y):item())
result = 1 - mse(net(test.x), test.y):item() / test.y:var():item()
