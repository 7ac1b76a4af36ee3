-- Clones of one untrained network, each trained on a bootstrap sample.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local base = mlp(2, 24, 1)
local members = {}
for k = 1, 4 do
  local model = base:clone()
  local idx = {}
  for i = 1, #train do idx[i] = math.random(#train) end
  local boot = train:subset(idx)
  fit(model, boot, {epochs = 20, lr = 0.02, verbose = false})
  members[k] = model
end
local function votes(x)
  local sum = 0
  for _, m in ipairs(members) do sum = sum + m(x):sigmoid() end
  return sum / #members
end
print(no_grad(function() return votes(val.x):gt(0.5):eq(val.y):mean():item() end))
result = no_grad(function() return votes(test.x):gt(0.5):eq(test.y):mean():item() end)
