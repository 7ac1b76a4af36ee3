-- Dropout written by hand, on by an argument.
-- task: digits-own-dropout
seed(SEED)
local train, val = data.digits{n = 700, noise = 0.2, seed = SEED}:split{train = 0.7, val = 0.3, seed = SEED}
local a, b = nn.Linear(64, 64), nn.Linear(64, 10)
local P = {a.weight, a.bias, b.weight, b.bias}
local function net(x, training)
  local h = a(x):relu()
  if training then h = h * rand(#x, 64):lt(0.8) / 0.8 end
  return b(h)
end
local opt, crit = optim.Adam(P, {lr = 0.005}), nn.CrossEntropyLoss()
for e = 1, 25 do
  for xb, yb in train:batches(32, {shuffle = true}) do
    opt:zero_grad()
    crit(net(xb, true), yb):backward()
    opt:step()
  end
end
print(net(val.x, false):argmax(2):eq(val.y):mean():item())
result = net(val.x, false):argmax(2):eq(val.y):mean():item()
