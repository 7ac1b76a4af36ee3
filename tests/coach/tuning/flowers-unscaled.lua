-- The same flowers in centimetres as they are: between 0 and 8, no scaling needed.
-- task: flowers
seed(SEED)
local centres = tensor{{5.0, 3.4, 1.5, 0.25}, {5.9, 2.8, 4.3, 1.3}, {6.6, 3.0, 5.6, 2.0}}
local x, y = {}, {}
for i = 1, 150 do
  local k = (i - 1) % 3 + 1
  x[i] = centres[k] + randn(4) * tensor{0.4, 0.3, 0.35, 0.15}
  y[i] = k
end
x, y = stack(x, 1), tensor(y)
local xtr, ytr = x:narrow(1, 1, 105), y:narrow(1, 1, 105)
local xte, yte = x:narrow(1, 106, 45), y:narrow(1, 106, 45)

local net = mlp(4, 20, 3)
local opt = optim.Adam(net:parameters(), {lr = 0.02})
local loss_of = nn.CrossEntropyLoss()
local function step()
  opt:zero_grad()
  local loss = loss_of(net(xtr), ytr)
  loss:backward()
  opt:step()
  return loss:item()
end
for i = 1, 200 do
  local l = step()
  if i % 50 == 0 then print(i, l) end
end
result = net(xte):argmax(2):eq(yte):mean():item()
