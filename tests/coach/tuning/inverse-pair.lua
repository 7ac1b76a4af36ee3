-- One network undoes what the other does.
-- task: inverse
seed(SEED)
local f, g = mlp(2, 32, 2, {act = "tanh"}), mlp(2, 32, 2, {act = "tanh"})
local of, og = optim.Adam(f, {lr = 5e-3}), optim.Adam(g, {lr = 5e-3})
local mse = nn.MSELoss()
local M = tensor{{0.8, -0.6}, {0.6, 0.8}}
local l
for it = 1, 400 do
  local x = rand(64, 2) * 2 - 1
  local y = x:matmul(M)
  of:zero_grad(); og:zero_grad()
  local fx = f(x)
  l = mse(fx, y) + mse(g(fx), x) + mse(f(g(y)), y)
  l:backward()
  of:step(); og:step()
end
result = 1 - l:item()
