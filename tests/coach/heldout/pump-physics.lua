-- Flow through a pump from pressure (bar) and speed (rev/min): units tamed by dividing.
-- task: pump
seed(SEED)
local n = 300
local pressure, speed = rand(n, 1) * 9 + 1, rand(n, 1) * 2000 + 1000
local flow = speed / 100 * (1 - pressure / 15) + randn(n, 1) * 0.3
local x = cat({pressure / 10, speed / 3000}, 2)
local y = flow / 30
local x1, y1, x2, y2 = x[{{1, 200}}], y[{{1, 200}}], x[{{201, 300}}], y[{{201, 300}}]
local model = mlp(2, 24, 1, {act = "tanh"})
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local mse = nn.MSELoss()
for epoch = 1, 80 do
  for i = 1, 200, 20 do
    opt:zero_grad()
    local loss = mse(model(x1[{{i, i + 19}}]), y1[{{i, i + 19}}])
    loss:backward()
    opt:step()
  end
end
result = 1 - mse(model(x2), y2):item() / y2:var():item()
