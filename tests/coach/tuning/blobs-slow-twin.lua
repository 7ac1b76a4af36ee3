-- Two views of a row: a predictor on a network's output follows a slow copy of the network.
-- task: twin
seed(SEED)
local ds = data.blobs{n = 256, classes = 4, std = 0.4, seed = SEED}
local enc = mlp(2, 32, 8)
local slow = enc:clone()
local pred = nn.Linear(8, 8)
local ps = {}
for _, m in ipairs{enc, pred} do for _, p in ipairs(m:parameters()) do ps[#ps + 1] = p end end
local opt = optim.Adam(ps, {lr = 3e-3})
local function unit(v) return v / ((v^2):sum(2, true) + 1e-8):sqrt() end
local l
for it = 1, 200 do
  local x = ds.x:index_select(1, randperm(256):narrow(1, 1, 64))
  local a, b = x + randn_like(x) * 0.1, x + randn_like(x) * 0.1
  local z = no_grad(function() return unit(slow(b)) end)
  l = (2 - (unit(pred(enc(a))) * z):sum(2) * 2):mean()
  opt:zero_grad()
  l:backward()
  opt:step()
  no_grad(function()
    local q, k = enc:parameters(), slow:parameters()
    for i = 1, #q do k[i]:copy_(k[i] * 0.99 + q[i]:detach() * 0.01) end
  end)
end
result = 1 - l:item()
