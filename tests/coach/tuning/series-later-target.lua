-- Windows of a series: the target is the y of a later row, by hand.
-- task: series-shift
seed(SEED)
local t = arange(1, 400):reshape(-1, 1) * 0.1
local ds = data.from(cat({t:sin(), t:cos()}, 2), t:sin(), {task = "regression"})
local x, y = ds.x:narrow(1, 1, 395), ds.y:narrow(1, 6, 395)
local model = mlp(2, 24, 1, {act = "tanh"})
local opt = optim.Adam(model, {lr = 0.01})
local crit = nn.MSELoss()
for i = 1, 400 do
  opt:zero_grad()
  crit(model(x:narrow(1, 1, 300)), y:narrow(1, 1, 300)):backward()
  opt:step()
end
local xt, yt = x:narrow(1, 301, 90), y:narrow(1, 301, 90)
result = 1 - no_grad(function() return crit(model(xt), yt):item() end) / yt:var():item()
