-- Each row looks at the other rows of its batch: attention over the batch, on purpose.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local q, k, v, out = nn.Linear(2, 16), nn.Linear(2, 16), mlp(2, 32, 16), mlp(18, 32, 1)
local params = {}
for _, m in ipairs{q, k, v, out} do
  for _, p in ipairs(m:parameters()) do params[#params + 1] = p end
end
local opt = optim.Adam(params, {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
local function model(x)
  local weights = (q(x):matmul(k(x):t()) / 4):softmax(2)
  return out(cat({weights:matmul(v(x)), x}, 2))
end
for epoch = 1, 60 do
  for xb, yb in train:batches(60, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end
print("val", model(val.x):gt(0):eq(val.y):mean():item())
result = model(test.x):gt(0):eq(test.y):mean():item()
