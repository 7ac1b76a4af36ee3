-- A shared network on pairs: near for the same class, at least one apart for different ones.
-- task: siamese
seed(SEED)
local ds = data.blobs{n = 300, classes = 3, std = 0.7, seed = SEED}
local train, test = ds:split{train = 0.7, test = 0.3, seed = SEED}
local embed = nn.Sequential{nn.Linear(2, 24), nn.Tanh(), nn.Linear(24, 2)}
local opt = optim.Adam(embed:parameters(), {lr = 0.01})
for step = 1, 150 do
  local a, b = randperm(#train):narrow(1, 1, 60), randperm(#train):narrow(1, 1, 60)
  local same = train.y:index_select(1, a):eq(train.y:index_select(1, b))
  local gap = embed(train.x:index_select(1, a)) - embed(train.x:index_select(1, b))
  local dist = ((gap ^ 2):sum(2) + 1e-6):sqrt()
  local loss = (same * dist ^ 2 + (1 - same) * (1 - dist):relu() ^ 2):mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
end
local e = no_grad(function() return embed(test.x) end)
local centre = {}
local et = no_grad(function() return embed(train.x) end)
for k = 1, 3 do
  local mask = train.y:eq(k):reshape(-1, 1)
  centre[k] = (et * mask):sum(1) / mask:sum()
end
local d = {}
for k = 1, 3 do d[k] = ((e - centre[k]) ^ 2):sum(2) end
result = stack(d, 2):argmin(2):eq(test.y):mean():item()
