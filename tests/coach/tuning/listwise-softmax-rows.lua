-- The same, with a squared error between the shares of the rows.
-- task: ranking
seed(SEED)
local w = randn(5, 1)
local function list()
  local x = randn(12, 5)
  local gain = x:matmul(w)
  return x, (gain * 2):softmax(1), gain
end
local net = nn.Sequential(nn.Linear(5, 16), nn.Tanh(), nn.Linear(16, 1), nn.Softmax(1))
local opt = optim.Adam(net, {lr = 0.01})
local mse = nn.MSELoss()
for step = 1, 400 do
  local x, share = list()
  opt:zero_grad()
  local loss = mse(net(x), share) * 12
  loss:backward()
  opt:step()
end
local hits = 0
for i = 1, 50 do
  local x, _, gain = list()
  hits = hits + net(x):argmax(1):eq(gain:argmax(1)):item()
end
result = hits / 50
