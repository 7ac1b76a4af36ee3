-- Twenty labels at first; then those of the rows the network is least sure of.
-- task: moons
seed(SEED)
local ds = data.moons{n = 500, noise = 0.1, seed = SEED}
local pool, te = ds:split{train = 0.8, test = 0.2, seed = SEED}
local labelled, rest = {}, {}
for i = 1, #pool do if i <= 20 then labelled[#labelled + 1] = i else rest[#rest + 1] = i end end
local net = mlp(2, 24, 1)
local opt, bce = optim.Adam(net, {lr = 0.01}), nn.BCEWithLogitsLoss()
for round = 1, 6 do
  local idx = tensor(labelled)
  local X, Y = pool.x:index_select(1, idx), pool.y:index_select(1, idx)
  for e = 1, 150 do
    opt:zero_grad()
    bce(net(X), Y):backward()
    opt:step()
  end
  local u = no_grad(function()
    return net(pool.x:index_select(1, tensor(rest))):abs():reshape(-1):tolist()
  end)
  for k = 1, 15 do
    local bi = 1
    for j = 2, #u do if u[j] < u[bi] then bi = j end end
    labelled[#labelled + 1] = table.remove(rest, bi)
    table.remove(u, bi)
  end
end
net:eval()
net:eval()
result = accuracy(net, te)
