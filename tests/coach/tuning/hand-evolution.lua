-- No gradients at all: weights are shaken at random, and kept where the loss is lower.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 240, noise = 0.12, seed = SEED}:split{seed = SEED}
local sizes = {2, 12, 1}
local net = mlp(table.unpack(sizes))
local crit = nn.BCEWithLogitsLoss()
local function cost() return no_grad(function() return crit(net(train.x), train.y):item() end) end
local best, size = cost(), 0.3
for round = 1, 3000 do
  local before = {}
  for i, p in ipairs(net:parameters()) do
    before[i] = p:detach():clone()
    p:add_(randn(table.unpack(p.shape)) * size)
  end
  local now = cost()
  if now < best then
    best, size = now, math.min(size * 1.3, 0.5)
  else
    size = math.max(size * 0.97, 0.02)
    for i, p in ipairs(net:parameters()) do p:copy_(before[i]) end
  end
end
print("val", accuracy(net, val))
result = accuracy(net, test)
