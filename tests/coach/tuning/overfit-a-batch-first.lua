-- Karpathy's check: sixteen rows learned by heart, then a fresh start and the real run.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 1)
local crit = nn.BCEWithLogitsLoss()
local opt = optim.Adam(model:parameters(), {lr = 0.02})
local x, y = train.x:narrow(1, 1, 16), train.y:narrow(1, 1, 16)
local loss
for i = 1, 150 do
  opt:zero_grad()
  loss = crit(model(x), y)
  loss:backward()
  opt:step()
end
print("sixteen rows", loss:item())
model:reset()
opt = optim.Adam(model:parameters(), {lr = 0.01})
for epoch = 1, 30 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
