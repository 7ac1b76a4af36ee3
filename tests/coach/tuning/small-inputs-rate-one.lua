-- Inputs between 0 and 1, a penalty that grows, SGD with a rate of 1: the start is slow, the steps are long.
-- task: rings
seed(SEED)
local ds = data.circles{n = 300, noise = 0.06, seed = SEED}
ds.x = (ds.x + 1.5) / 3
local train, test = ds:split{train = 0.7, test = 0.3, seed = SEED}
local net = mlp(2, 24, 1, {act = "relu"})
local opt = optim.SGD(net, {lr = 1})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 120 do
  local strength = 1e-4 * math.min(1, epoch / 60)
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(net(xb), yb)
    for _, p in ipairs(net:parameters()) do
      if p:dim() == 2 then loss = loss + strength * (p ^ 2):sum() end
    end
    loss:backward()
    opt:step()
  end
end
result = no_grad(function() return net(test.x):gt(0):eq(test.y):mean():item() end)
