-- Six networks on rows drawn with replacement; each row is judged by those that missed it.
-- task: circles
seed(SEED)
local ds = data.circles{n = 300, noise = 0.12, seed = SEED}
local votes, counts = zeros(300, 1), zeros(300, 1)
for b = 1, 6 do
  local pick, inbag = {}, {}
  for i, r in ipairs(rand(300):tolist()) do
    local k = math.floor(r * 299.99) + 1
    pick[i], inbag[k] = k, true
  end
  local idx = tensor(pick)
  local net = mlp(2, 24, 1)
  local opt, bce = optim.Adam(net, {lr = 0.02}), nn.BCEWithLogitsLoss()
  local X, Y = ds.x:index_select(1, idx), ds.y:index_select(1, idx)
  for e = 1, 120 do
    opt:zero_grad()
    bce(net(X), Y):backward()
    opt:step()
  end
  local out = {}
  for i = 1, 300 do if not inbag[i] then out[#out + 1] = i end end
  local p = no_grad(function() return net(ds.x:index_select(1, tensor(out))):sigmoid() end)
  for j, i in ipairs(out) do
    votes[{i, 1}] = votes[{i, 1}] + p[{j, 1}]
    counts[{i, 1}] = counts[{i, 1}] + 1
  end
end
local ok, n = 0, 0
for i = 1, 300 do
  if counts[{i, 1}] > 0 then
    n = n + 1
    local pred = votes[{i, 1}] / counts[{i, 1}] > 0.5 and 1 or 0
    if pred == ds.y[{i, 1}] then ok = ok + 1 end
  end
end
result = ok / n
