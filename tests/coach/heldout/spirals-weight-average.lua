-- Snapshot averaging: the mean of the last weights, by parameters_to_vector.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 420, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 40, 40, 3)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local crit = nn.CrossEntropyLoss()
local mean, count
for epoch = 1, 60 do
  for xb, yb in train:batches(28, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
  if epoch > 50 then
    local now = nn.utils.parameters_to_vector(model:parameters()):detach()
    mean = mean and mean + now or now:clone()
    count = (count or 0) + 1
  end
end
local averaged = model:clone()
nn.utils.vector_to_parameters(mean / count, averaged:parameters())
print("last", accuracy(model, val), "averaged", accuracy(averaged, val))
result = accuracy(averaged, test)
