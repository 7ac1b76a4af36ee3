-- A baseline that ignores its inputs on purpose, beside the network that does not.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 300, noise = 0.1, seed = SEED}:split{seed = SEED}
local b = zeros(1):requires_grad_()
local crit = nn.MSELoss()
local o = optim.SGD({b}, {lr = 0.1})
for step = 1, 100 do
  o:zero_grad()
  crit(train.x * 0 + b, train.y):backward()
  o:step()
end
local net = mlp(1, 32, 32, 1)
local opt = optim.Adam(net, {lr = 0.01})
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(net(xb), yb):backward()
    opt:step()
  end
end
print("val", crit(net(val.x), val.y):item(), "baseline", b:item())
result = 1 - crit(net(test.x), test.y):item() / test.y:var():item()
