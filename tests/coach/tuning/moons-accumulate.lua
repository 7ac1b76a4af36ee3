-- Gradient accumulation: four small batches for one step, the loss divided by four.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 320, noise = 0.15, seed = SEED}:split{train = 0.6, val = 0.2, test = 0.2, seed = SEED}
local model = mlp(2, 32, 1)
local opt = optim.Adam(model:parameters(), {lr = 0.03})
local loss_fn = nn.BCEWithLogitsLoss()
local ACCUM = 4
local k = 0
for epoch = 1, 60 do
  for xb, yb in train:batches(12, {shuffle = true}) do
    local loss = loss_fn(model(xb), yb)
    loss = loss / ACCUM
    loss:backward()
    k = k + 1
    if k % ACCUM == 0 then
      opt:step()
      opt:zero_grad()
    end
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
