-- A sparse code on purpose: thresholds so high that a unit answers to few rows, a wide layer of them.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = nn.Sequential{nn.Linear(2, 200), nn.ReLU(), nn.Linear(200, 1)}
net[1].weight:normal_(0, 1.5)
net[1].bias:uniform_(-2.5, 0)
local opt = optim.Adam(net, {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(net(xb), yb):backward()
    opt:step()
  end
end
print("val", crit(net(val.x), val.y):item())
result = no_grad(function() return net(test.x):gt(0):eq(test.y):mean():item() end)
