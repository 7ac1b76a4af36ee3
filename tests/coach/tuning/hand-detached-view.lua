-- Steps through w:detach(), which shares its numbers; weights are kept small after each.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 240, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local net = mlp(2, 16, 3)
local crit = nn.CrossEntropyLoss()
local lr = 0.2
for epoch = 1, 40 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    local loss = crit(net(xb), yb)
    loss:backward()
    for _, p in ipairs(net:parameters()) do
      local numbers = p:detach()
      numbers:sub_(p.grad * lr)
      numbers:clamp_(-2, 2)
      p:zero_grad()
    end
  end
end
print("val", accuracy(net, val))
result = accuracy(net, test)
