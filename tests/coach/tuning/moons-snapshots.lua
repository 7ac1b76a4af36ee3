-- Snapshots of one training: clones at the end of each cycle vote together.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 1, {dropout = 0.1})
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
local kept = {}
for cycle = 1, 4 do
  model:train()
  for epoch = 1, 12 do
    opt.lr = 0.02 * (1 + math.cos(math.pi * epoch / 12)) / 2 + 0.001
    for x, y in train:batches(20, {shuffle = true}) do
      opt:zero_grad()
      crit(model(x), y):backward()
      opt:step()
    end
  end
  kept[#kept + 1] = model:clone():eval()
end
local function vote(x)
  local sum = 0
  for _, m in ipairs(kept) do sum = sum + m(x):sigmoid() end
  return sum / #kept
end
for i, m in ipairs(kept) do print(i, accuracy(m, val)) end
result = no_grad(function() return vote(test.x):gt(0.5):eq(test.y):mean():item() end)
