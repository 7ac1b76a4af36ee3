-- Values of a walk along seven fields: a slow target network gives the goals of the fast one.
-- task: walk
seed(SEED)
local fast = mlp(7, 16, 1, {act = "tanh"})
local slow = fast:clone()
local place = eye(7)
local crit = nn.MSELoss()
local lr = 0.1
local ends = tensor{0, 0, 0, 0, 0, 0, 1}:reshape(7, 1)
local inner = tensor{0, 1, 1, 1, 1, 1, 0}:reshape(7, 1)
local left, right = tensor{1, 1, 2, 3, 4, 5, 7}, tensor{1, 3, 4, 5, 6, 7, 7}
for step = 1, 3000 do
  local goal = no_grad(function()
    local v = slow(place) * inner + ends
    return (v:index_select(1, left) + v:index_select(1, right)) / 2 * inner + ends
  end)
  local loss = crit(fast(place), goal)
  loss:backward()
  no_grad(function()
    for _, p in ipairs(fast:parameters()) do
      p:sub_(p.grad * lr)
      p:zero_grad()
    end
    local from = fast:parameters()
    for i, p in ipairs(slow:parameters()) do p:mul_(0.9):add_(from[i] * 0.1) end
  end)
end
local truth = arange(0, 6):reshape(7, 1) / 6
result = 1 - (fast(place):detach() - truth):abs():max():item()
