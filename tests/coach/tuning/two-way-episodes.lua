-- Batches that hold two of ten classes each, drawn anew: harder mixtures would do as well, and it learns.
-- task: digits-pairs
seed(SEED)
local train, test = data.digits{n = 800, noise = 0.05, seed = SEED}:split{train = 0.8, test = 0.2, seed = SEED}
local of = {}
for i = 1, #train do
  local k = train.y[i]
  of[k] = of[k] or {}
  table.insert(of[k], i)
end
local net = mlp(64, 48, 10)
local opt = optim.Adam(net, {lr = 0.001})
local crit = nn.CrossEntropyLoss()
for step = 1, 900 do
  local rows = {}
  local a = math.floor(rand(1)[1] * 10) + 1
  local b = (a + math.floor(rand(1)[1] * 9)) % 10 + 1
  for _, k in ipairs{a, b} do
    for _ = 1, 16 do rows[#rows + 1] = of[k][math.floor(rand(1)[1] * #of[k]) + 1] end
  end
  local pick = tensor(rows)
  opt:zero_grad()
  crit(net(train.x:index_select(1, pick)), train.y:index_select(1, pick)):backward()
  opt:step()
end
result = net(test.x):argmax(2):eq(test.y):mean():item()
