-- LayerNorm between the layers, gradient clipping, RMSprop.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(64, 32), nn.LayerNorm(32), nn.SiLU(), nn.Linear(32, 10)}
local opt = optim.RMSprop(model:parameters(), {lr = 0.004})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 15 do
  for xb, yb in train:batches(25, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    nn.utils.clip_grad_norm_(model:parameters(), 5)
    opt:step()
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
