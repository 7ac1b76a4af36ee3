-- Rprop by hand: a step length for each weight, from the signs of its last two gradients.
-- task: sine
seed(SEED)
local train, test = data.sine{n = 200, noise = 0.1, seed = SEED}:split{train = 0.7, test = 0.3, seed = SEED}
local net = mlp(1, 12, 1, {act = "tanh"})
local mse = nn.MSELoss()
local length, last = {}, {}
for i, p in ipairs(net:parameters()) do length[i], last[i] = ones_like(p) * 0.01, zeros_like(p) end
for it = 1, 300 do
  local loss = mse(net(train.x), train.y)
  loss:backward()
  for i, p in ipairs(net:parameters()) do
    local sign = p.grad:sign()
    local agree = sign * last[i]
    length[i]:mul_(agree:gt(0) * 0.2 + 1):mul_(1 - agree:lt(0) * 0.5):clamp_(1e-6, 1)
    p:sub_(sign * length[i])
    last[i] = sign
    p:zero_grad()
  end
end
result = 1 - mse(net(test.x), test.y):item() / test.y:var():item()
