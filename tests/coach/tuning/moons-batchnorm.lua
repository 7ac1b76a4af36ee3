-- Batch normalisation, modes switched by hand inside a function for evaluation.
-- task: moons
-- modes: loop
seed(SEED)
local train, val, test = data.moons{n = 360, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{
  nn.Linear(2, 32, {bias = false}), nn.BatchNorm1d(32), nn.ReLU(),
  nn.Linear(32, 32, {bias = false}), nn.BatchNorm1d(32), nn.ReLU(),
  nn.Linear(32, 1),
}

local function score(part)
  model:eval()
  local logits = no_grad(function() return model(part.x) end)
  local acc = logits:gt(0):eq(part.y):mean():item()
  model:train()
  return acc
end

local opt = optim.SGD(model:parameters(), {lr = 0.1, momentum = 0.9, nesterov = true})
local lossf = nn.BCEWithLogitsLoss()
for e = 1, 30 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = lossf(model(xb), yb)
    loss:backward()
    opt:step()
  end
  print(e, score(val))
end
result = score(test)
