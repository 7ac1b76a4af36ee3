-- ELU units that begin with biases of -0.5: their flat side is where some rows are, not all.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = nn.Sequential{nn.Linear(2, 24), nn.ELU(), nn.Linear(24, 24), nn.Softplus(), nn.Linear(24, 1)}
net[1].bias:fill_(-0.5)
local opt = optim.Adam(net, {lr = 0.02})
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
