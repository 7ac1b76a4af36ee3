-- Focal loss by hand: easy rows count little.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 32, 32, 1)
local opt = optim.Adam(net, {lr = 0.01})
for epoch = 1, 50 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    local p = net(xb):sigmoid():clamp(1e-6, 1 - 1e-6)
    local right = p * yb + (1 - p) * (1 - yb)
    opt:zero_grad()
    local loss = -((1 - right) ^ 2 * right:log()):mean()
    loss:backward()
    opt:step()
  end
end
print("val", net(val.x):gt(0):eq(val.y):mean():item())
result = net(test.x):sigmoid():gt(0.5):eq(test.y):mean():item()
