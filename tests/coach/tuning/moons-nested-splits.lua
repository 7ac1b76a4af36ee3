-- Nested splits by hand: the outer rows are the test set, each outer round chooses for itself.
-- task: moons
seed(SEED)
local ds = data.moons{n = 240, noise = 0.15, seed = SEED}
local sum = 0
for round = 1, 3 do
  local rest, test = ds:split{train = 0.75, test = 0.25, seed = SEED + round}
  local train, val = rest:split{train = 0.75, val = 0.25, seed = SEED + round}
  local best, chosen = -1, nil
  for _, lr in ipairs{0.005, 0.03, 0.06} do
    local model = mlp(2, 16, 1)
    fit(model, train, {epochs = 20, lr = lr, verbose = false})
    local a = accuracy(model, val)
    if a > best then best, chosen = a, model end
  end
  sum = sum + accuracy(chosen, test)
end
result = sum / 3
