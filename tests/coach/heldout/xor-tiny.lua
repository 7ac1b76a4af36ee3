-- XOR with noise, four tanh units, full batch, SGD with a high rate that is right for it.
-- task: xor
seed(SEED)
local train, test = data.xor{n = 300, noise = 0.25, seed = SEED}:split{train = 0.7, test = 0.3, seed = SEED}
local m = nn.Sequential{nn.Linear(2, 6), nn.Tanh(), nn.Linear(6, 1), nn.Sigmoid()}
nn.init.model(m, "xavier_normal")
local opt = optim.Adam(m:parameters(), {lr = 0.05})
local bce = nn.BCELoss()
for i = 1, 300 do
  opt:zero_grad()
  local p = m(train.x)
  local loss = bce(p, train.y)
  loss:backward()
  opt:step()
end
result = m(test.x):gt(0.5):eq(test.y):mean():item()
