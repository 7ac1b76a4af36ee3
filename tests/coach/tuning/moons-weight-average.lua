-- The average of the weights of the last epochs goes into a network of its own.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 1)
local opt = optim.SGD(model, {lr = 0.3, momentum = 0.9})
local crit = nn.BCEWithLogitsLoss()
local sum, n = nil, 0
for epoch = 1, 60 do
  for x, y in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(x), y):backward()
    opt:step()
  end
  if epoch > 40 then
    local now = model:state_dict()
    sum = sum or now
    if n > 0 then for k, v in pairs(now) do sum[k] = sum[k] + v end end
    n = n + 1
  end
end
for k, v in pairs(sum) do sum[k] = v / n end
local average = mlp(2, 32, 1)
average:load_state_dict(sum)
print(accuracy(model, val), accuracy(average, val))
result = accuracy(average, test)
