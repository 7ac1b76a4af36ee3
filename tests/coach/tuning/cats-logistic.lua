-- Cat or not from five features, logistic regression from zero, full batch.
-- task: cats
seed(SEED)
local train, val, test = data.cats{n = 600, seed = SEED}:split{seed = SEED}
local norm = data.Standardizer(train)
train, val, test = norm(train), norm(val), norm(test)
local model = nn.Linear(5, 1)
nn.init.zeros_(model.weight)
nn.init.zeros_(model.bias)
local opt = optim.SGD(model:parameters(), {lr = 0.5})
local crit = nn.BCEWithLogitsLoss()
for i = 1, 150 do
  opt:zero_grad()
  local loss = crit(model(train.x), train.y)
  loss:backward()
  opt:step()
end
print("val", accuracy(model, val))
print(model.weight)
result = accuracy(model, test)
