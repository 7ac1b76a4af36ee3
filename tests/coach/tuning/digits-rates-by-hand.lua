-- A loop for each of six rates; the best by its validation loss is named.
-- task: digits-rates
seed(SEED)
local train, val = data.digits{n = 500, noise = 0.1, seed = SEED}:split{train = 0.7, val = 0.3, seed = SEED}
local crit = nn.CrossEntropyLoss()
local best, best_v, best_acc = nil, math.huge, 0
for _, lr in ipairs{0.0001, 0.001, 0.01, 0.1, 1, 10} do
  local m = mlp(64, 32, 10)
  local opt = optim.SGD(m, {lr = lr})
  for e = 1, 12 do
    for xb, yb in train:batches(32, {shuffle = true}) do
      opt:zero_grad()
      crit(m(xb), yb):backward()
      opt:step()
    end
  end
  local v = no_grad(function() return crit(m(val.x), val.y):item() end)
  print(lr, v)
  if v < best_v then best, best_v, best_acc = lr, v, accuracy(m, val) end
end
print("use", best)
result = best_acc
