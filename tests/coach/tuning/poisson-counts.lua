-- Counts, a Poisson likelihood written out without its constant: it goes below 0.
-- task: counts
seed(SEED)
local x = rand(400, 2) * 2 - 1
local rate = (x:narrow(2, 1, 1) * 1.5 + 1.5):exp()
local counts = (rate + rate:sqrt() * randn(400, 1)):clamp(0, 1000)
local net = mlp(2, 16, 1, {act = "tanh"})
local opt = optim.Adam(net, {lr = 0.01})
for epoch = 1, 80 do
  for i = 1, 300, 50 do
    local xb, kb = x[{{i, i + 49}}], counts[{{i, i + 49}}]
    opt:zero_grad()
    local z = net(xb)
    local loss = (z:exp() - kb * z):mean()
    loss:backward()
    opt:step()
  end
end
local z = no_grad(function() return net(x[{{301, 400}}]) end)
local t = (rate[{{301, 400}}]):log()
result = 1 - ((z - t) ^ 2):mean():item() / t:var():item()
