-- Small weights are cut off, the others put back to where they began, and trained again by hand.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 32, 1)
local crit = nn.BCEWithLogitsLoss()
local start, mask = {}, {}
for i, p in ipairs(net:parameters()) do start[i], mask[i] = p:detach():clone(), ones_like(p) end
local lr = 0.5
local function train_masked()
  for epoch = 1, 30 do
    for xb, yb in train:batches(20, {shuffle = true}) do
      local loss = crit(net(xb), yb)
      loss:backward()
      for i, p in ipairs(net:parameters()) do
        p:sub_(p.grad * lr)
        p:mul_(mask[i])
        p:zero_grad()
      end
    end
  end
end
for round = 1, 3 do
  train_masked()
  print("val", accuracy(net, val))
  for i, p in ipairs(net:parameters()) do
    if p:dim() == 2 then mask[i] = p:detach():abs():gt(0.05) end
    p:copy_(start[i] * mask[i])
  end
end
train_masked()
result = accuracy(net, test)
