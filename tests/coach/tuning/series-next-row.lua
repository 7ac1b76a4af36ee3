-- The next row of the same series is the target.
-- task: series-next
seed(SEED)
local t = arange(1, 400):reshape(-1, 1) * 0.1
local ds = data.from(cat({t:sin(), (t * 0.5):cos()}, 2), t:sin(), {task = "regression"})
local x, y = ds.x:narrow(1, 1, 399), ds.x:narrow(1, 2, 399)
local model = mlp(2, 24, 2, {act = "tanh"})
local opt = optim.Adam(model, {lr = 0.01})
local crit = nn.MSELoss()
for i = 1, 400 do
  opt:zero_grad()
  crit(model(x:narrow(1, 1, 300)), y:narrow(1, 1, 300)):backward()
  opt:step()
end
local xt, yt = x:narrow(1, 301, 99), y:narrow(1, 301, 99)
result = 1 - no_grad(function() return crit(model(xt), yt):item() end) / yt:var():item()
