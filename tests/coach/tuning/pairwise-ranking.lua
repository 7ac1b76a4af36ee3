-- Pairwise ranking: all differences of scores against all differences of gains.
-- task: ranking-pairs
seed(SEED)
local x = randn(200, 5)
local w = randn(5, 1)
local gain = (x:matmul(w) + randn(200, 1) * 0.1)
local net = mlp(5, 16, 1)
local opt = optim.Adam(net, {lr = 0.01})
for epoch = 1, 20 do
  for from = 1, 141, 20 do
    local xb, yb = x:narrow(1, from, 20), gain:narrow(1, from, 20):squeeze(2)
    local s = net(xb):squeeze(2)
    local ds, dy = s:unsqueeze(2) - s:unsqueeze(1), (yb:unsqueeze(2) - yb:unsqueeze(1)):sign()
    opt:zero_grad()
    local loss = (1 + (-ds * dy):exp()):log():mean()
    loss:backward()
    opt:step()
  end
end
local s, y = net(x:narrow(1, 161, 40)):squeeze(2), gain:narrow(1, 161, 40):squeeze(2)
local right = ((s:unsqueeze(2) - s:unsqueeze(1)) * (y:unsqueeze(2) - y:unsqueeze(1))):gt(0)
result = right:sum():item() / (40 * 39)
