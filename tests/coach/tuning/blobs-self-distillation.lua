-- Self-distillation: a second network of the same kind learns from the first one's soft answers.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 400, classes = 4, std = 0.7, seed = SEED}:split{seed = SEED}
local first = mlp(2, 32, 4)
fit(first, train, {epochs = 25, lr = 0.01, verbose = false})
local soft = no_grad(function() return first(train.x):softmax(2) end)
local second = mlp(2, 32, 4)
local opt = optim.Adam(second, {lr = 0.01})
for epoch = 1, 80 do
  local order = randperm(#train)
  for at = 1, #train - 39, 40 do
    local idx = order:narrow(1, at, 40)
    opt:zero_grad()
    local logp = second(train.x:index_select(1, idx)):log_softmax(2)
    local loss = -(soft:index_select(1, idx) * logp):sum(2):mean()
    loss:backward()
    opt:step()
  end
end
print(accuracy(second, val))
result = accuracy(second, test)
