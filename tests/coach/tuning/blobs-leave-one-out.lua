-- Leave-one-out on twenty rows; the test part of each split is one row.
-- task: loo
seed(SEED)
local ds = data.blobs{n = 24, classes = 2, std = 0.5, seed = SEED}
local right = 0
for i = 1, #ds do
  local rest = {}
  for j = 1, #ds do if j ~= i then rest[#rest + 1] = j end end
  local train, test = ds:subset(rest), ds:subset{i}
  train.role, test.role = "train", "test"
  local model = mlp(2, 8, 2)
  fit(model, train, {epochs = 25, lr = 0.05, verbose = false})
  right = right + accuracy(model, test)
end
result = right / #ds
