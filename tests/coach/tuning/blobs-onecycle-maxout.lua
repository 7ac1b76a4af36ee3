-- Maxout units with the one-cycle schedule, stepped after each batch.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 4, std = 0.7, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Maxout(2, 16), nn.Maxout(16, 16, {pieces = 3}), nn.Linear(16, 4)}
local opt = optim.SGD(model:parameters(), {lr = 0.01, momentum = 0.9})
local epochs, size = 15, 20
local per_epoch = math.ceil(#train / size)
local sched = optim.OneCycleLR(opt, {max_lr = 0.1, total_steps = epochs * per_epoch})
local crit = nn.CrossEntropyLoss()
for epoch = 1, epochs do
  for x, y in train:batches(size, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(x), y)
    loss:backward()
    opt:step()
    sched:step()
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
