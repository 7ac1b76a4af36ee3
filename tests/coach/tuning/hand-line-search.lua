-- A line search: each step begins far too long and is halved until the loss falls.
-- task: sine
seed(SEED)
local train, test = data.sine{n = 160, noise = 0.1, seed = SEED}:split{train = 0.7, test = 0.3, seed = SEED}
local net = mlp(1, 16, 1, {act = "tanh"})
local mse = nn.MSELoss()
local all = net:parameters()
local function loss_now() return no_grad(function() return mse(net(train.x), train.y):item() end) end
for it = 1, 300 do
  local loss = mse(net(train.x), train.y)
  loss:backward()
  local start, slope = {}, {}
  for i, p in ipairs(all) do
    start[i], slope[i] = p:detach():clone(), p.grad:clone()
    p:zero_grad()
  end
  local length = 4
  repeat
    for i, p in ipairs(all) do p:copy_(start[i] - slope[i] * length) end
    length = length / 2
  until loss_now() < loss:item() or length < 1e-6
end
result = 1 - mse(net(test.x), test.y):item() / test.y:var():item()
