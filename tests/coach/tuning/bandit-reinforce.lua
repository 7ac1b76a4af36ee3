-- No labels at all: a policy for three levers learns from rewards; the loss may be negative.
-- task: bandit
seed(SEED)
local policy = nn.Linear(1, 3)
local opt = optim.Adam(policy:parameters(), {lr = 0.05})
local pays = {0.2, 0.5, 0.9}
local mean = 0
for step = 1, 300 do
  local logp = policy(ones(16, 1)):log_softmax(2)
  local p = logp:detach():exp():tolist()
  local chosen, reward = {}, {}
  for i = 1, 16 do
    local u, k = rand(1)[1], 1
    while k < 3 and u > p[i][k] do u, k = u - p[i][k], k + 1 end
    chosen[i] = k
    reward[i] = {(rand(1)[1] < pays[k] and 1 or 0) - mean}
  end
  local picked = (logp * data.one_hot(tensor(chosen), 3)):sum(2, true)
  local gain = tensor(reward)
  local loss = -(picked * gain):mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
  mean = 0.9 * mean + 0.1 * (gain:mean():item() + mean)
end
result = policy(ones(1, 1)):softmax(2)[1][3]
result = type(result) == "number" and result or result:item()
