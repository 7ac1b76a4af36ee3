-- Three quantiles at once, non-crossing: the middle one free, the others by softplus steps from it.
-- task: fan
seed(SEED)
local n = 400
local x = rand(n, 1)
local y = x + randn(n, 1) * (0.1 + 0.3 * x)
local net = mlp(1, 24, 3, {act = "tanh"})
local opt = optim.Adam(net, {lr = 0.02})
local function fan(xb)
  local out = net(xb)
  local mid, step = out:narrow(2, 1, 1), (1 + out:narrow(2, 2, 2):exp()):log()
  return cat({mid - step:narrow(2, 1, 1), mid, mid + step:narrow(2, 2, 1)}, 2)
end
local level = tensor{0.1, 0.5, 0.9}
for epoch = 1, 60 do
  for from = 1, 301, 50 do
    local e = y:narrow(1, from, 50) - fan(x:narrow(1, from, 50))
    opt:zero_grad()
    local loss = (e * level):maximum(e * (level - 1)):mean()
    loss:backward()
    opt:step()
  end
end
local f, t = fan(x:narrow(1, 351, 50)), y:narrow(1, 351, 50)
local inside = (t:gt(f:narrow(2, 1, 1)) * t:lt(f:narrow(2, 3, 1))):mean():item()
result = 1 - math.abs(inside - 0.8)
