-- A mixture of two normal distributions as the answer: shares by softmax, widths by exp.
-- task: two-branches
seed(SEED)
local n = 400
local x = rand(n, 1) * 2 - 1
local branch = rand(n, 1):gt(0.5) * 2 - 1
local y = branch * (x + 1.5) + randn(n, 1) * 0.1
local net = mlp(1, 24, 6, {act = "tanh"})
local opt = optim.Adam(net, {lr = 0.02})
local function likelihood(xb, yb)
  local out = net(xb)
  local share, mean, log_sd = out:narrow(2, 1, 2):log_softmax(2), out:narrow(2, 3, 2), out:narrow(2, 5, 2)
  local z = (yb - mean) / log_sd:exp()
  local each = share - log_sd - z * z / 2
  local top = each:max(2, true):detach()
  return ((each - top):exp():sum(2, true)):log() + top
end
for epoch = 1, 60 do
  for from = 1, 301, 50 do
    opt:zero_grad()
    local loss = -likelihood(x:narrow(1, from, 50), y:narrow(1, from, 50)):mean()
    loss:backward()
    opt:step()
  end
end
local value = no_grad(function() return likelihood(x:narrow(1, 351, 50), y:narrow(1, 351, 50)):mean():item() end)
result = math.min(1, (value + 2.7) / 3)
