-- Softmax regression that starts from zero: one layer, so zeros are fine.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local model = nn.Linear(2, 3, {init = "zeros"})
local opt = optim.SGD(model:parameters(), {lr = 0.5})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 100 do
  opt:zero_grad()
  local out = model(train.x)
  local loss = crit(out, train.y)
  loss:backward()
  opt:step()
end
print(accuracy(model, val))
result = accuracy(model, test)
