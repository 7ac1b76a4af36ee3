-- The lecture's loop with ds:batches, accuracy on val printed every tenth epoch.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 1)}
local opt = optim.SGD(model:parameters(), {lr = 0.1, momentum = 0.9})
local loss_fn = nn.BCEWithLogitsLoss()

for epoch = 1, 40 do
  local total, n = 0, 0
  for x, y in train:batches(32, {shuffle = true}) do
    opt:zero_grad()
    local loss = loss_fn(model(x), y)
    loss:backward()
    opt:step()
    total = total + loss:item()
    n = n + 1
  end
  if epoch % 10 == 0 then print(epoch, total / n, accuracy(model, val)) end
end
result = accuracy(model, test)
