-- Five networks from different first weights, averaged by ensemble.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 250, noise = 0.18, seed = SEED}:split{seed = SEED}
local members = {}
for i = 1, 5 do
  members[i] = mlp(2, 24, 24, 1)
  fit(members[i], train, {val = val, epochs = 25, lr = 0.02, early_stopping = true, verbose = false,
    seed = SEED + i})
  print(i, accuracy(members[i], val))
end
result = accuracy(ensemble(members), test)
