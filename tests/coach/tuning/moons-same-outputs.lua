-- Before the score is printed: are the outputs of a saved and loaded network the same, to the last bit?
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 32, 32, 1)
local opt = optim.Adam(net, {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 40 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(net(xb), yb):backward()
    opt:step()
  end
end
local before = tensor(net(val.x):tolist())
local copy = net:clone()
assert(copy(val.x):eq(before):all():item() == 1)
assert(net(val.x):eq(copy(val.x)):mean():item() == 1)
local changed = mlp(2, 32, 32, 1)
print("of another network", changed(val.x):eq(before):sum():item())
result = accuracy(copy, test)
