-- The pinball loss by hand for the median and the upper decile.
-- task: polynomial
seed(SEED)
local train, val, test = data.polynomial{n = 260, degree = 3, noise = 0.1, seed = SEED}:split{seed = SEED}
local net = mlp(1, 32, 32, 2, {act = "silu"})
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local q = tensor{0.5, 0.9}
local function pinball(out, y)
  local e = y - out
  return ((e * q):maximum(e * (q - 1))):mean()
end
for epoch = 1, 100 do
  for xb, yb in train:batches(26, {shuffle = true}) do
    opt:zero_grad()
    local loss = pinball(net(xb), yb)
    loss:backward()
    opt:step()
  end
end
print("val", pinball(net(val.x), val.y):item())
local median = net(test.x)[{{}, {1, 1}}]
result = 1 - ((median - test.y) ^ 2):mean():item() / test.y:var():item()
