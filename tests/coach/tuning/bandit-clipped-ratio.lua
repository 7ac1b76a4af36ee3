-- A policy, four steps on each set of actions; the ratio to the old policy is clipped.
-- task: bandit
seed(SEED)
local pi = mlp(2, 16, 2)
local opt = optim.Adam(pi, {lr = 5e-3})
local avg
for it = 1, 60 do
  local s = rand(128, 2) * 2 - 1
  local old = no_grad(function() return pi(s):log_softmax(2) end)
  local a = rand(128):gt(old:exp():narrow(2, 1, 1):reshape(128)) + 1
  local m = data.one_hot(a, 2)
  local best = (s:sum(2):gt(0)) + 1
  local r = a:eq(best)
  avg = r:mean():item()
  local adv = (r - r:mean()) / (r:std() + 1e-6)
  for k = 1, 4 do
    local ratio = ((pi(s):log_softmax(2) * m):sum(2) - (old * m):sum(2)):exp()
    local l = -(ratio * adv):minimum(ratio:clamp(0.8, 1.2) * adv):mean()
    opt:zero_grad()
    l:backward()
    opt:step()
  end
end
result = avg
