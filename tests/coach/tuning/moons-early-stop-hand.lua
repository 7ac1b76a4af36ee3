-- Early stopping by hand: the best state_dict on val is kept and put back.
-- task: moons
seed(SEED)
local ds = data.moons{n = 300, noise = 0.2, seed = SEED}
local train, val, test = ds:split{train = 0.4, val = 0.3, test = 0.3, seed = SEED}
local model = mlp(2, 64, 64, 1)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
local best, best_state, wait = math.huge, nil, 0

for epoch = 1, 200 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
  local v = no_grad(function() return crit(model(val.x), val.y):item() end)
  if v < best then
    best, best_state, wait = v, model:state_dict(), 0
  else
    wait = wait + 1
    if wait == 15 then break end
  end
end
model:load_state_dict(best_state)
print("best validation loss", best)
result = accuracy(model, test)
