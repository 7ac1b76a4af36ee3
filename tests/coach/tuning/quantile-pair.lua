-- Two quantiles at once by a pinball loss written out: never 0, and best where outputs differ.
-- task: quantiles
seed(SEED)
local x = rand(400, 1) * 4 - 2
local y = x:sin() + randn(400, 1) * 0.3
local net = mlp(1, 24, 2, {act = "tanh"})
local opt = optim.Adam(net, {lr = 0.01})
local q = tensor{0.1, 0.9}
local function pinball(out, target)
  local gap = target - out
  return (gap * q):maximum(gap * (q - 1)):mean()
end
for step = 1, 400 do
  opt:zero_grad()
  pinball(net(x[{{1, 300}}]), y[{{1, 300}}]):backward()
  opt:step()
end
local out = net(x[{{301, 400}}])
local inside = y[{{301, 400}}]:gt(out:narrow(2, 1, 1)) * y[{{301, 400}}]:lt(out:narrow(2, 2, 1))
result = 1 - math.abs(inside:mean():item() - 0.8)
