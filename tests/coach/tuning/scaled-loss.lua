-- The loss is divided by a thousand, the rate is multiplied by it: the same steps.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 24, 24, 1, {act = "tanh"})
local opt = optim.SGD(net, {lr = 300, momentum = 0.5})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(net(xb), yb) / 1000
    loss:backward()
    opt:step()
  end
end
print("val", crit(net(val.x), val.y):item())
result = no_grad(function() return net(test.x):gt(0):eq(test.y):mean():item() end)
