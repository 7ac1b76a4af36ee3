-- Counts: the network gives a rate through softplus, the loss is a Poisson likelihood by hand.
-- task: counts
seed(SEED)
local n = 300
local x = randn(n, 2)
local rate = (x:narrow(2, 1, 1) * 0.6 + 1):exp()
local y = tensor((function()
  local out = {}
  for i = 1, n do
    local limit, k, p = math.exp(-rate[i]:item()), 0, rand(1):item()
    while p > limit do k = k + 1; p = p * rand(1):item() end
    out[i] = {k}
  end
  return out
end)())
local net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1), nn.Softplus())
local opt = optim.Adam(net, {lr = 0.02})
for epoch = 1, 40 do
  for from = 1, 201, 40 do
    local xb, yb = x:narrow(1, from, 40), y:narrow(1, from, 40)
    opt:zero_grad()
    local r = net(xb) + 1e-6
    local loss = (r - yb * r:log()):mean()
    loss:backward()
    opt:step()
  end
end
local r, t = net(x:narrow(1, 241, 60)), rate:narrow(1, 241, 60)
result = 1 - ((r - t) ^ 2):mean():item() / t:var():item()
