-- Sharpness-aware steps: up along the gradient first, and down from there; all by hand.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 24, 1, {act = "tanh"})
local crit = nn.BCEWithLogitsLoss()
local all = net:parameters()
local lr = 0.5
local function clear() for _, p in ipairs(all) do p:zero_grad() end end
for epoch = 1, 40 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    local loss = crit(net(xb), yb)
    loss:backward()
    local up = {}
    for i, p in ipairs(all) do
      up[i] = p.grad * (0.05 / (p.grad:norm():item() + 1e-8))
      p:add_(up[i])
    end
    clear()
    local there = crit(net(xb), yb)
    there:backward()
    for i, p in ipairs(all) do
      p:sub_(up[i])
      p:sub_(p.grad * lr)
    end
    clear()
  end
end
print("val", accuracy(net, val))
result = accuracy(net, test)
