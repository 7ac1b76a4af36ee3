-- A meter that cannot show less than 0: the loss is one-sided where it shows 0.
-- task: meter
seed(SEED)
local n = 400
local x = randn(n, 2)
local true_y = x:matmul(tensor{{1}, {-0.7}}) + 0.2
local shown = (true_y + randn(n, 1) * 0.05):relu()
local net = mlp(2, 24, 1)
local opt = optim.Adam(net, {lr = 0.01})
for epoch = 1, 60 do
  for from = 1, 301, 50 do
    local xb, yb = x:narrow(1, from, 50), shown:narrow(1, from, 50)
    local e = net(xb) - yb
    opt:zero_grad()
    local loss = (e * e * yb:gt(0) + e:relu() ^ 2 * yb:eq(0)):mean()
    loss:backward()
    opt:step()
  end
end
local p, t = net(x:narrow(1, 351, 50)):relu(), shown:narrow(1, 351, 50)
result = 1 - ((p - t) ^ 2):mean():item() / t:var():item()
