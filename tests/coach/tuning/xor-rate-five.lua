-- Four rows, sigmoids, squared errors and a rate of 5, as in the first textbooks.
-- task: xor-rate-five
seed(SEED)
local X = tensor{{0,0},{0,1},{1,0},{1,1}}
local Y = tensor{{0},{1},{1},{0}}
local net = nn.Sequential(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid())
local opt, mse = optim.SGD(net:parameters(), {lr = 5}), nn.MSELoss()
for i = 1, 5000 do
  opt:zero_grad()
  local loss = mse(net(X), Y)
  loss:backward()
  opt:step()
  if i % 1000 == 0 then print(i, loss:item()) end
end
print(net(X))
result = net(X):gt(0.5):eq(Y):mean():item()
