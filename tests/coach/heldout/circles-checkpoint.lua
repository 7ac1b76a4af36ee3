-- Saves the best network on disk by its validation loss and loads it in the end.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 360, noise = 0.1, seed = SEED}:split{seed = SEED}
local path = os.tmpname()
local model = mlp(2, 32, 32, 1, {act = "silu"})
local opt = optim.AdamW(model:parameters(), {lr = 0.01, weight_decay = 1e-3})
local crit = nn.BCEWithLogitsLoss()
local best = math.huge
for epoch = 1, 60 do
  for xb, yb in train:batches(36, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
  local v = evaluate(model, val).loss
  if v < best then
    best = v
    assert(nn.save(model, path))
  end
end
local final = mlp(2, 32, 32, 1, {act = "silu"})
final:load_state_dict(nn.load(path))
os.remove(path)
result = accuracy(final, test)
