-- Policy gradient on plain returns, no baseline: the loss grows while the policy becomes better.
-- task: corridor-returns
seed(SEED)
local policy = mlp(2, 24, 3, {act = "tanh"})
local opt = optim.Adam(policy, {lr = 0.01})
local function reward(x, action)
  local right = x:narrow(2, 1, 1):gt(0) * x:narrow(2, 2, 1):gt(0)
  local left = x:narrow(2, 1, 1):lt(0) * x:narrow(2, 2, 1):lt(0)
  local best = right * 1 + left * 2 + (1 - right) * (1 - left) * 3
  return action:eq(best) * 10
end
for step = 1, 600 do
  local x = rand(64, 2) * 2 - 1
  local logp = policy(x):log_softmax(2)
  local p, u = logp:detach():exp(), rand(64, 1)
  local one = p:narrow(2, 1, 1)
  local action = 1 + u:gt(one) + u:gt(one + p:narrow(2, 2, 1))
  local chosen = (logp * data.one_hot(action:reshape(-1), 3)):sum(2, true)
  local loss = -(chosen * reward(x, action)):mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
end
local x = rand(500, 2) * 2 - 1
result = reward(x, policy(x):argmax(2):reshape(-1, 1)):mean():item() / 10
