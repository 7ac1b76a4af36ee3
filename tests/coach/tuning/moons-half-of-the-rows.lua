-- Only the second half of the rows is trained on, cut from inputs in two cuts and targets in one.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 400, noise = 0.15, seed = SEED}:split{seed = SEED}
local x = train.x:narrow(1, 41, 200):narrow(1, 11, 150)
local y = train.y:narrow(1, 51, 150)
local model = mlp(2, 32, 1)
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
for i = 1, 300 do
  opt:zero_grad()
  crit(model(x), y):backward()
  opt:step()
end
print(accuracy(model, val))
result = accuracy(model, test)
