-- Steps by hand, and from half of the epochs on the mean of the weights is what is used.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 24, 1)
local mean, count = net:clone(), 0
local crit = nn.BCEWithLogitsLoss()
local lr = 0.5
for epoch = 1, 60 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    local loss = crit(net(xb), yb)
    loss:backward()
    for _, p in ipairs(net:parameters()) do
      p:sub_(p.grad * lr)
      p:zero_grad()
    end
  end
  if epoch > 30 then
    count = count + 1
    no_grad(function()
      local now = net:parameters()
      for i, p in ipairs(mean:parameters()) do p:add_((now[i] - p) / count) end
    end)
  end
end
print("val", accuracy(mean, val))
result = accuracy(mean, test)
