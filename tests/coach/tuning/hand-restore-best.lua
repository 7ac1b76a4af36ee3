-- Steps by hand; the weights of the best epoch on the validation rows are put back at the end.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.2, seed = SEED}:split{seed = SEED}
local net = mlp(2, 32, 1)
local crit = nn.BCEWithLogitsLoss()
local best, kept = math.huge, {}
local lr = 0.5
for epoch = 1, 80 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    local loss = crit(net(xb), yb)
    loss:backward()
    for _, p in ipairs(net:parameters()) do
      p:sub_(p.grad * lr)
      p:zero_grad()
    end
  end
  local now = crit(net(val.x), val.y):item()
  if now < best then
    best = now
    for i, p in ipairs(net:parameters()) do kept[i] = p:detach():clone() end
  end
end
for i, p in ipairs(net:parameters()) do p:copy_(kept[i]) end
result = accuracy(net, test)
