-- Are two rows of one class? The pair is the input.
-- task: pairs-class
seed(SEED)
local train, test = data.blobs{n = 400, classes = 3, std = 0.5, seed = SEED}
  :split{train = 0.7, test = 0.3, seed = SEED}
local net = mlp(4, 48, 24, 1)
local opt = optim.Adam(net, {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
local function pairs_of(ds, n)
  local a, b = randperm(#ds):narrow(1, 1, n), randperm(#ds):narrow(1, 1, n)
  local x = cat({ds.x:index_select(1, a), ds.x:index_select(1, b)}, 2)
  local y = ds.y:index_select(1, a):eq(ds.y:index_select(1, b)):reshape(-1, 1)
  return x, y
end
for i = 1, 500 do
  local x, y = pairs_of(train, 60)
  opt:zero_grad()
  crit(net(x), y):backward()
  opt:step()
end
local x, y = pairs_of(test, 100)
result = no_grad(function() return net(x):gt(0):eq(y):mean():item() end)
