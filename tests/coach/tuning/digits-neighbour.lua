-- Noise2noise: a noisy picture of a class is to give another noisy one of the same class.
-- task: neighbour
seed(SEED)
local ds = data.digits{n = 500, noise = 0.1, seed = SEED}
local of = {}
for i, y in ipairs(ds.y:tolist()) do
  of[y // 1] = of[y // 1] or {}
  table.insert(of[y // 1], i)
end
local model = nn.Sequential{nn.Linear(64, 24), nn.ReLU(), nn.Linear(24, 64)}
local opt = optim.Adam(model, {lr = 0.01})
local crit = nn.MSELoss()
local a, b = {}, {}
for _, list in pairs(of) do
  for k = 1, #list do a[#a + 1], b[#b + 1] = list[k], list[k % #list + 1] end
end
local ia, ib = tensor(a), tensor(b)
for i = 1, 200 do
  opt:zero_grad()
  crit(model(ds.x:index_select(1, ia)), ds.x:index_select(1, ib)):backward()
  opt:step()
end
local function far(x, from) return ((x - from) ^ 2):sum(2) end
local x, other = ds.x:index_select(1, ia), ds.x:index_select(1, ib)
local out = no_grad(function() return model(x) end)
result = far(out, other):lt(far(x, other)):mean():item() -- how many are nearer to their like now
