-- Mixup: the second half of each pair comes from other rows, its target with it.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 1)
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
for i = 1, 400 do
  local a, b = randperm(#train), randperm(#train)
  local w = 0.9
  local x = train.x:index_select(1, a) * w + train.x:index_select(1, b) * (1 - w)
  local out = model(x)
  opt:zero_grad()
  local ya, yb = train.y:index_select(1, a), train.y:index_select(1, b)
  local loss = crit(out, ya) * w + crit(out, yb) * (1 - w)
  loss:backward()
  opt:step()
end
print(accuracy(model, val))
result = accuracy(model, test)
