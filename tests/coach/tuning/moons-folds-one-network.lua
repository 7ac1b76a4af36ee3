-- Folds with roles by hand and one network that is built once and reset.
-- task: moons
seed(SEED)
local ds = data.moons{n = 240, noise = 0.15, seed = SEED}
local model = mlp(2, 24, 1)
local order = randperm(240)
local sum = 0
for k = 0, 3 do
  local test_idx, train_idx = {}, {}
  for i, row in ipairs(order:tolist()) do
    local into = i % 4 == k and test_idx or train_idx
    into[#into + 1] = row // 1
  end
  local train, test = ds:subset(train_idx), ds:subset(test_idx)
  train.role, test.role = "train", "test"
  model:reset()
  local opt = optim.Adam(model, {lr = 0.02})
  local crit = nn.BCEWithLogitsLoss()
  for epoch = 1, 30 do
    for x, y in train:batches(20, {shuffle = true}) do
      opt:zero_grad()
      crit(model(x), y):backward()
      opt:step()
    end
  end
  sum = sum + accuracy(model, test)
end
result = sum / 4
