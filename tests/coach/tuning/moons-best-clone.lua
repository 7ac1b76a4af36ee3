-- The best network so far is kept as a clone and tested at the end.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 1, {dropout = 0.1})
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
local best, least = nil, math.huge
for epoch = 1, 40 do
  model:train()
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
  model:eval()
  local v = no_grad(function() return crit(model(val.x), val.y):item() end)
  if v < least then best, least = model:clone(), v end
end
result = accuracy(best, test)
