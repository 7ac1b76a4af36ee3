-- Sigmoid at the end and BCELoss on probabilities.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{
  nn.Linear(2, 32), nn.Tanh(),
  nn.Linear(32, 32), nn.Tanh(),
  nn.Linear(32, 1), nn.Sigmoid(),
}
local opt = optim.Adam(model:parameters(), {lr = 0.02})
local crit = nn.BCELoss()
local function accuracy_on(part)
  local p = model(part.x)
  return p:gt(0.5):eq(part.y):mean():item()
end
for epoch = 1, 40 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    local p = model(xb)
    local loss = crit(p, yb)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print("val", accuracy_on(val))
result = accuracy_on(test)
