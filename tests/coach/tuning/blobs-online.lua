-- One row at a time, as in the oldest books.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 200, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local model = mlp(2, 12, 3)
local opt = optim.SGD(model:parameters(), {lr = 0.02})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 15 do
  for x, y in train:batches(1, {shuffle = true}) do
    opt:zero_grad()
    crit(model(x), y):backward()
    opt:step()
  end
end
print(accuracy(model, val))
result = accuracy(model, test)
