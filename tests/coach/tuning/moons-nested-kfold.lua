-- Nested cross-validation: the inner folds choose, the outer fold measures.
-- task: moons
seed(SEED)
local ds = data.moons{n = 240, noise = 0.15, seed = SEED}
local scores = {}
for outer, test in ds:kfold(3, {seed = SEED}) do
  local best, chosen = -1, nil
  for _, lr in ipairs{0.005, 0.03} do
    local sum = 0
    for inner, val in outer:kfold(2, {seed = SEED}) do
      local model = mlp(2, 16, 1)
      fit(model, inner, {epochs = 20, lr = lr, verbose = false})
      sum = sum + accuracy(model, val)
    end
    if sum > best then best, chosen = sum, lr end
  end
  local model = mlp(2, 16, 1)
  fit(model, outer, {epochs = 30, lr = chosen, verbose = false})
  scores[#scores + 1] = accuracy(model, test)
end
result = (scores[1] + scores[2] + scores[3]) / 3
