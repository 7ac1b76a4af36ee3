-- Today's row, tomorrow's label, in shuffled batches.
-- task: series-idx
seed(SEED)
local n = 300
local back = randn(n, 3)
local up = cat({zeros(1, 1), back:narrow(1, 1, n - 1):sum(2):reshape(-1, 1)}, 1):gt(0)
local ds = data.from(back, up, {task = "binary"})
local x, y = ds.x:narrow(1, 1, n - 1), ds.y:narrow(1, 2, n - 1)
local model = mlp(3, 16, 1)
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
for i = 1, 200 do
  local idx = randperm(200):narrow(1, 1, 50)
  opt:zero_grad()
  crit(model(x:index_select(1, idx)), y:index_select(1, idx)):backward()
  opt:step()
end
local xt, yt = x:narrow(1, 201, 99), y:narrow(1, 201, 99)
print(crit(model(xt), yt):item())
result = no_grad(function() return model(xt):gt(0):eq(yt):mean():item() end)
