-- Learning to rank: the rows of a batch are one list, and a softmax over the rows shares out the weight.
-- task: ranking
seed(SEED)
local w = randn(5, 1)
local function list()
  local x = randn(12, 5)
  local gain = x:matmul(w)
  return x, (gain * 2):softmax(1), gain
end
local net = mlp(5, 16, 1)
local opt = optim.Adam(net, {lr = 0.01})
for step = 1, 300 do
  local x, share = list()
  opt:zero_grad()
  local loss = -(share * net(x):log_softmax(1)):sum()
  loss:backward()
  opt:step()
end
local hits = 0
for i = 1, 50 do
  local x, _, gain = list()
  hits = hits + net(x):argmax(1):eq(gain:argmax(1)):item()
end
result = hits / 50
