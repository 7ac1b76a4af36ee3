-- Parity of five bits: a line cannot, which is shown first; a network can.
-- task: parity
seed(SEED)
local x = randn(400, 5):gt(0)
local y = (x * 2 - 1):prod(2):reshape(-1, 1):gt(0)
local ds = data.from(x, y, {task = "binary"})
local train, test = ds:split{train = 0.7, test = 0.3, seed = SEED}
local function learn(model, lr)
  local opt, crit = optim.Adam(model, {lr = lr}), nn.BCEWithLogitsLoss()
  for epoch = 1, 80 do
    for xb, yb in train:batches(40, {shuffle = true}) do
      opt:zero_grad()
      crit(model(xb), yb):backward()
      opt:step()
    end
  end
  return no_grad(function() return model(train.x):gt(0):eq(train.y):mean():item() end)
end
print("line", learn(nn.Linear(5, 1), 0.05))
local net = mlp(5, 32, 32, 1)
print("network", learn(net, 0.01))
result = no_grad(function() return net(test.x):gt(0):eq(test.y):mean():item() end)
