-- The same line with nn.Linear on flat tensors: squeeze brings [n, 1] to [n].
-- task: line
seed(SEED)
local x = rand(80, 1) * 4 - 2
local y = x:squeeze(2) * 1.7 - 0.6 + randn(80) * 0.1
local layer = nn.Linear(1, 1)
local opt = optim.SGD(layer:parameters(), {lr = 0.1})
for i = 1, 120 do
  local guess = layer(x):squeeze(2)
  local loss = ((guess - y) ^ 2):mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
end
result = 1 - (math.abs(layer.weight:item() - 1.7) + math.abs(layer.bias:item() + 0.6))
