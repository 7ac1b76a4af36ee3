-- L2 by nn.reg added to the loss, its weight lowered as training goes on; high SGD rate that works.
-- task: xor
seed(SEED)
local train, val, test = data.xor{n = 400, noise = 0.25, seed = SEED}:split{seed = SEED}
local model = mlp(2, 16, 1, {act = "tanh"})
local opt = optim.SGD(model:parameters(), {lr = 1})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  local reg = nn.reg.L2(1e-3 / epoch)
  for xb, yb in train:batches(40, {shuffle = true}) do
    local loss = crit(model(xb), yb) + reg(model)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print(accuracy(model, val))
result = accuracy(model, test)
