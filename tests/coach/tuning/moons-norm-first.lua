-- Batch normalisation takes the place of a standardizer; modes by hand.
-- task: moons
-- modes: loop
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
train.x, val.x, test.x = train.x * 30 + 5, val.x * 30 + 5, test.x * 30 + 5
local model = nn.Sequential{nn.BatchNorm1d(2), nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 1)}
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 40 do
  model:train()
  local right, sum = 0, 0
  for x, y in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    local out = model(x)
    local loss = crit(out, y)
    sum, right = sum + loss:item(), right + out:gt(0):eq(y):sum():item()
    loss:backward()
    opt:step()
  end
  model:eval()
  local v = no_grad(function() return crit(model(val.x), val.y):item() end)
  if epoch % 10 == 0 then print(epoch, sum, right / #train, v) end
end
result = no_grad(function() return model(test.x):gt(0):eq(test.y):mean():item() end)
