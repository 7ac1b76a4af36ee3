-- mlp with batch normalisation; the library measures.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 450, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 3, {norm = "batch"})
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 40 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
  if epoch % 10 == 0 then print(epoch, evaluate(model, val).accuracy) end
end
result = accuracy(model, test)
