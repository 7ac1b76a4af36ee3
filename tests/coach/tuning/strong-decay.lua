-- A ridge so strong that it matters, its lowest point lies far from the data's own fit.
-- task: ridge
seed(SEED)
local x = randn(120, 4)
local y = x:mm(tensor{{2}, {-1}, {0.5}, {0}}) + randn(120, 1) * 0.3
local net = nn.Linear(4, 1, {bias = false})
local opt = optim.SGD(net, {lr = 0.05, weight_decay = 2})
for step = 1, 300 do
  opt:zero_grad()
  nn.MSELoss()(net(x), y):backward()
  opt:step()
end
local w = net.weight:detach():t()
local gradient = x:t():mm(x:mm(w) - y) / 60 + w * 2
result = 1 - gradient:norm():item()
