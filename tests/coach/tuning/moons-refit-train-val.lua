-- The rate is chosen on val; then a new network is trained on train and val together.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local best, chosen = 0, nil
for _, lr in ipairs{0.003, 0.02} do
  local model = mlp(2, 24, 1, {dropout = 0.1})
  fit(model, train, {epochs = 25, lr = lr, val = val, verbose = false})
  local a = accuracy(model, val)
  if a > best then best, chosen = a, lr end
end
local both = data.from(cat({train.x, val.x}, 1), cat({train.y, val.y}, 1), {task = "binary"})
local model = mlp(2, 24, 1, {dropout = 0.1})
local opt = optim.Adam(model, {lr = chosen})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 30 do
  model:train()
  local sum, right = 0, 0
  for xb, yb in both:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local out = model(xb)
    right = right + out:gt(0):eq(yb):sum():item()
    local loss = crit(out, yb)
    sum = sum + loss:item()
    loss:backward()
    opt:step()
  end
  if epoch % 10 == 0 then print(epoch, sum, right / #both) end
end
result = accuracy(model, test)
