-- Momentum by hand: a velocity for each weight, changed in place; no optimizer anywhere.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 24, 1, {act = "tanh"})
local crit = nn.BCEWithLogitsLoss()
local settings = {lr = 0.1, friction = 0.9}
local speed = {}
for i, p in ipairs(net:parameters()) do speed[i] = zeros_like(p) end
for epoch = 1, 40 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    for _, p in ipairs(net:parameters()) do p:zero_grad() end
    local loss = crit(net(xb), yb)
    loss:backward()
    no_grad(function()
      for i, p in ipairs(net:parameters()) do
        speed[i]:mul_(settings.friction):add_(p.grad)
        p:add_(speed[i], -settings.lr)
      end
    end)
  end
end
print("val", accuracy(net, val))
result = accuracy(net, test)
