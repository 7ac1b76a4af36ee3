-- The rate falls when the loss on val stops falling.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = mlp(64, 32, 10, {act = "leaky_relu"})
local opt = optim.SGD(model:parameters(), {lr = 0.1, momentum = 0.9})
local plateau = optim.ReduceLROnPlateau(opt, {factor = 0.3, patience = 2})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(50, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
  local v = evaluate(model, val).loss
  plateau:step(v)
  print(epoch, v, opt.lr)
end
result = accuracy(model, test)
