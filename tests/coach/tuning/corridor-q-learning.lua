-- Q-learning on a corridor: targets of a frozen copy, one column chosen by a mask.
-- task: corridor
seed(SEED)
local function state(i) local t = zeros(1, 6); t[1][i] = 1; return t end
local q = mlp(6, 24, 2)
local slow = q:clone()
local opt = optim.Adam(q, {lr = 0.01})
for episode = 1, 150 do
  local at = 1
  for step = 1, 12 do
    local s = state(at)
    local values = no_grad(function() return q(s) end)
    local a = rand(1):item() < 0.3 and (rand(1):item() < 0.5 and 1 or 2) or values:argmax(2):item()
    local to = math.max(1, math.min(6, at + (a == 2 and 1 or -1)))
    local reward = to == 6 and 1 or -0.05
    local ahead = to == 6 and 0 or no_grad(function() return slow(state(to)):max(2):item() end)
    local target = tensor{reward + 0.9 * ahead}
    opt:zero_grad()
    local chosen = q(s):select(2, a)
    local loss = ((chosen - target) ^ 2):mean()
    loss:backward()
    opt:step()
    at = to
    if at == 6 then break end
  end
  if episode % 5 == 0 then slow:load_state_dict(q:state_dict()) end
end
local right = 0
for i = 1, 5 do right = right + (q(state(i)):argmax(2):item() == 2 and 1 or 0) end
result = right / 5
