-- Monte Carlo cross-validation: one network, set back to its first weights for every split.
-- task: moons
seed(SEED)
local ds = data.moons{n = 240, noise = 0.15, seed = SEED}
local model = mlp(2, 24, 1)
local start = model:state_dict()
local sum = 0
for round = 1, 4 do
  local train, test = ds:split{train = 0.75, test = 0.25, seed = SEED + round}
  model:load_state_dict(start)
  local opt = optim.Adam(model, {lr = 0.02})
  local crit = nn.BCEWithLogitsLoss()
  for epoch = 1, 30 do
    for xb, yb in train:batches(20, {shuffle = true}) do
      opt:zero_grad()
      crit(model(xb), yb):backward()
      opt:step()
    end
  end
  sum = sum + accuracy(model, test)
end
result = sum / 4
