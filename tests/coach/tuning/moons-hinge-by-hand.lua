-- A margin of one, written out: relu(1 - y z), targets -1 and 1, the output squashed by tanh.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 32, 32, 1)
local opt = optim.Adam(net, {lr = 0.01})
for epoch = 1, 40 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = (1 - (yb * 2 - 1) * net(xb)):relu():mean()
    loss:backward()
    opt:step()
  end
end
print("val", accuracy(net, val))
result = net(test.x):gt(0):eq(test.y):mean():item()
