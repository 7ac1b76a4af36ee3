-- All rows in each step, and a rate at which the loss is not quite smooth any more but falls.
-- task: moons
seed(SEED)
local train, test = data.moons{n = 240, noise = 0.12, seed = SEED}:split{train = 0.7, test = 0.3, seed = SEED}
local net = nn.Sequential{nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 1)}
local opt = optim.SGD(net, {lr = 1.5})
local crit = nn.BCEWithLogitsLoss()
for step = 1, 600 do
  opt:zero_grad()
  crit(net(train.x), train.y):backward()
  opt:step()
end
result = no_grad(function() return net(test.x):gt(0):eq(test.y):mean():item() end)
