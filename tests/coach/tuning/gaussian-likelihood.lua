-- Mean and variance predicted together; the negative log-likelihood goes below zero.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 240, noise = 0.1, seed = SEED}:split{seed = SEED}
local net = mlp(1, 32, 32, 2, {act = "tanh"})
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local function nll(out, y)
  local mu, logvar = out[{{}, {1, 1}}], out[{{}, {2, 2}}]:clamp(-8, 4)
  return (((mu - y) ^ 2) / logvar:exp() + logvar):mean() / 2
end
for epoch = 1, 80 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = nll(net(xb), yb)
    loss:backward()
    opt:step()
  end
end
print("val", nll(net(val.x), val.y):item())
local mu = net(test.x)[{{}, {1, 1}}]
result = 1 - ((mu - test.y) ^ 2):mean():item() / test.y:var():item()
