-- First weights drawn in place by He's rule, then steps by hand whose rate grows for 300 steps.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local sizes = {2, 32, 32, 1}
local net = mlp(table.unpack(sizes))
for _, p in ipairs(net:parameters()) do
  if p:dim() == 2 then p:normal_(0, (2 / p:size(2)) ^ 0.5) else p:zero_() end
end
local crit = nn.BCEWithLogitsLoss()
local k = 0
for epoch = 1, 60 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    k = k + 1
    local rate = 0.3 * math.min(k / 300, 1) ^ 3 + 1e-6
    local loss = crit(net(xb), yb)
    loss:backward()
    for _, p in ipairs(net:parameters()) do
      p:sub_(p.grad * rate)
      p:zero_grad()
    end
  end
end
print("val", accuracy(net, val))
result = accuracy(net, test)
