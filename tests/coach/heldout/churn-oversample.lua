-- The rare rows are drawn more often: indices repeated within the training part only.
-- task: churn
seed(SEED)
local n = 600
local x = randn(n, 4)
local y = (x:narrow(2, 1, 1) * 2 + x:narrow(2, 2, 1) * 1.5 - x:narrow(2, 3, 1) - 4 + randn(n, 1) * 0.5):gt(0)
local train, val, test = data.from(x, y, {task = "binary"}):split{seed = SEED, stratify = true}
local idx = {}
for i = 1, #train do
  local times = train.y[i]:item() == 1 and 9 or 1
  for _ = 1, times do idx[#idx + 1] = i end
end
local more = train:subset(idx)
local model = mlp(4, 16, 1)
fit(model, more, {val = val, epochs = 15, lr = 0.01, verbose = false})
local said = model(test.x):gt(0)
local yes = (said * test.y):sum():item() / test.y:sum():item()
local no = ((1 - said) * (1 - test.y)):sum():item() / (1 - test.y):sum():item()
result = (yes + no) / 2
