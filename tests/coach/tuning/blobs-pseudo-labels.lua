-- Pseudo-labels: rows without labels are answered by the network, and the sure ones trained on.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 400, classes = 4, std = 0.7, seed = SEED}:split{seed = SEED}
local few = {x = train.x:narrow(1, 1, 60), y = train.y:narrow(1, 1, 60)}
local unlabelled = train.x:narrow(1, 61, #train - 60)
local model = mlp(2, 32, 4)
local opt = optim.Adam(model, {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 60 do
  opt:zero_grad()
  crit(model(few.x), few.y):backward()
  opt:step()
end
for round = 1, 3 do
  local p = no_grad(function() return model(unlabelled):softmax(2) end)
  local labels = p:argmax(2)
  for i = 1, 40 do
    opt:zero_grad()
    local loss = crit(model(few.x), few.y) + crit(model(unlabelled), labels) * 0.5
    loss:backward()
    opt:step()
  end
end
print(accuracy(model, val))
result = accuracy(model, test)
