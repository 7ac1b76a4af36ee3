-- Skills of players from who won against whom: no inputs, no network.
-- task: skill
seed(SEED)
local n = 12
local skill = randn(n)
local games = {}
for g = 1, 400 do
  local i, j = math.floor(rand(1):item() * 11.99) + 1, math.floor(rand(1):item() * 11.99) + 1
  local pw = 1 / (1 + math.exp(skill[j] - skill[i]))
  if rand(1):item() < pw then games[g] = {i, j} else games[g] = {j, i} end
end
local s = zeros(n):requires_grad_()
local w, l = {}, {}
for g, p in ipairs(games) do w[g], l[g] = p[1], p[2] end
w, l = tensor(w), tensor(l)
local opt = optim.SGD({s}, {lr = 2})
local loss
for i = 1, 200 do
  loss = ((s:index_select(1, l) - s:index_select(1, w)):exp() + 1):log():mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
end
local a, b = s:detach() - s:detach():mean(), skill - skill:mean()
result = ((a * b):sum() / (a:norm() * b:norm())):item()
