-- Experts choose their rows: a softmax over the rows of the batch shares out each expert's attention.
-- task: moons-experts
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local gate, expert, head = nn.Linear(2, 4), mlp(2, 24, 16), mlp(18, 24, 1)
local params = {}
for _, m in ipairs{gate, expert, head} do
  for _, p in ipairs(m:parameters()) do params[#params + 1] = p end
end
local opt = optim.Adam(params, {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
local function model(x)
  local shares = gate(x):softmax(1)
  local slots = shares:t():matmul(expert(x))
  local back = gate(x):softmax(2):matmul(slots)
  return head(cat({back, x}, 2))
end
for epoch = 1, 50 do
  for xb, yb in train:batches(60, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end
print("val", model(val.x):gt(0):eq(val.y):mean():item())
result = model(test.x):gt(0):eq(test.y):mean():item()
