-- A network by hand, without fit. The loss should fall below 0.1.

points = data.moons{n = 200, noise = 0.1, seed = 1}
seed(3)
net = mlp(2, 32, 32, 1)
crit = nn.BCEWithLogitsLoss()
opt = optim.SGD(net:parameters(), {lr = 0.5})

for i = 1, 300 do
  opt:zero_grad()
  loss = crit(net(points.x), points.y)
  loss:backward()
  opt:step()
end

print("loss", loss:item())
