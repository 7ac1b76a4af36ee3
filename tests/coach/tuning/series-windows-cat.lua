-- Sliding windows over one long column of a data set.
-- task: series-windows
seed(SEED)
local t = arange(1, 400):reshape(-1, 1) * 0.15
local ds = data.from(t:sin() + randn(400, 1) * 0.05, t:sin(), {task = "regression"})
local W = 8
local cols = {}
for k = 1, W do cols[k] = ds.x:narrow(1, k, 400 - W) end
local x, y = cat(cols, 2), ds.x:narrow(1, W + 1, 400 - W)
local n = 300
local xt, yt = x:narrow(1, n + 1, 400 - W - n), y:narrow(1, n + 1, 400 - W - n)
local model = mlp(W, 24, 1)
local opt = optim.Adam(model, {lr = 0.01})
local crit = nn.MSELoss()
for epoch = 1, 60 do
  local order = randperm(n)
  for first = 1, n, 30 do
    local idx = order:narrow(1, first, 30)
    opt:zero_grad()
    crit(model(x:index_select(1, idx)), y:index_select(1, idx)):backward()
    opt:step()
  end
end
result = 1 - no_grad(function() return crit(model(xt), yt):item() end) / yt:var():item()
