-- Two hundred and fifty-six units for two inputs: most are silent for most rows, none is dead.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 4, std = 0.7, seed = SEED}:split{seed = SEED}
local net = mlp(2, 256, 4)
local opt = optim.SGD(net:parameters(), {lr = 0.1})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 15 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(net(xb), yb)
    loss:backward()
    opt:step()
  end
end
print(accuracy(net, val))
result = accuracy(net, test)
