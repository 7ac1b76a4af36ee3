-- Mostly noise: no network can explain more than a third, and a line by SGD at a rate of 0.5 gets there.
-- task: mostly-noise
seed(SEED)
local x = rand(400, 3) * 2 - 1
local y = x:mm(tensor{{0.6}, {-0.4}, {0.2}}) + randn(400, 1) * 0.6
local net = nn.Linear(3, 1)
local opt = optim.SGD(net, {lr = 0.5})
local crit = nn.MSELoss()
for epoch = 1, 60 do
  opt:zero_grad()
  crit(net(x[{{1, 300}}]), y[{{1, 300}}]):backward()
  opt:step()
end
local xt, yt = x[{{301, 400}}], y[{{301, 400}}]
local truth = xt:mm(tensor{{0.6}, {-0.4}, {0.2}})
result = 1 - ((net(xt) - truth) ^ 2):mean():item() / truth:var():item()
