-- Two rows at a time: amounts that are never negative but for noise, behind a ReLU.
-- task: meter-online
seed(SEED)
local n = 400
local x = randn(n, 2)
local y = (x:matmul(tensor{{1}, {-0.7}}) + 0.8):relu() + randn(n, 1) * 0.1
local net = nn.Sequential(mlp(2, 24, 1), nn.ReLU())
net[1][3].bias:fill_(0.5)
local opt = optim.Adam(net, {lr = 0.003})
for epoch = 1, 12 do
  for from = 1, 299, 2 do
    local e = net(x:narrow(1, from, 2)) - y:narrow(1, from, 2)
    opt:zero_grad()
    local loss = (e * e):mean()
    loss:backward()
    opt:step()
  end
end
local p, t = net(x:narrow(1, 301, 100)), y:narrow(1, 301, 100)
result = 1 - ((p - t) ^ 2):mean():item() / t:var():item()
