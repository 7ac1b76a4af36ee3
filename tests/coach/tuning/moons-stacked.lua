-- A linear layer on the answers of three networks, trained on the validation rows.
-- task: moons-wide
seed(SEED)
local ds = data.moons{n = 800, noise = 0.25, seed = SEED}
local tr, va, te = ds:split{train = 0.5, val = 0.25, test = 0.25, seed = SEED}
local base = {}
for i, w in ipairs{4, 16, 32} do
  base[i] = mlp(2, w, 1)
  fit(base[i], tr, {epochs = 30, lr = 0.01, verbose = false})
  base[i]:eval()
end
local function meta(x)
  local outs = {}
  for i, m in ipairs(base) do outs[i] = no_grad(function() return m(x) end) end
  return cat(outs, 2)
end
local top = nn.Linear(3, 1)
local opt, bce = optim.Adam(top, {lr = 0.02}), nn.BCEWithLogitsLoss()
local mx = meta(va.x)
for i = 1, 200 do
  opt:zero_grad()
  bce(top(mx), va.y):backward()
  opt:step()
end
result = top(meta(te.x)):gt(0):eq(te.y):mean():item()
