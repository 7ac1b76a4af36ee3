-- L1 with its proximal step after each update: two weights become exact zeros.
-- task: cats
seed(SEED)
local train, val, test = data.cats{n = 1000, seed = SEED}:split{seed = SEED}
local norm = data.Standardizer(train)
train, val, test = norm(train), norm(val), norm(test)
local model = nn.Linear(5, 1)
local opt = optim.SGD(model:parameters(), {lr = 0.1})
local penalty = nn.reg.L1(0.05)
local crit = nn.BCEWithLogitsLoss()
for i = 1, 400 do
  opt:zero_grad()
  local loss = crit(model(train.x), train.y)
  loss:backward()
  opt:step()
  penalty:prox(model, opt.lr)
end
print("zeros", model.weight:eq(0):sum():item(), "val", accuracy(model, val))
result = accuracy(model, test)
