-- After the one look at the test rows, the network to be used is trained on all rows.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local function trained(on, epochs)
  local model = mlp(2, 24, 1)
  fit(model, on, {epochs = epochs, lr = 0.02, verbose = false})
  return model
end
local model = trained(train, 30)
print("val", accuracy(model, val))
result = accuracy(model, test)
local all = data.from(cat({train.x, val.x, test.x}, 1), cat({train.y, val.y, test.y}, 1),
  {task = "binary"})
local final = trained(all, 30)
print("in use", accuracy(final, all))
