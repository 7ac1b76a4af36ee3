-- Who fails sooner: a partial likelihood over all that are still there.
-- task: risk
seed(SEED)
local n = 150
local x = randn(n, 3)
local risk = x:matmul(tensor{{1}, {-0.5}, {0}}):reshape(n)
local t = -(rand(n) * 0.99 + 0.005):log() / risk:exp()
local order = {}
for i = 1, n do order[i] = i end
local tt = t:tolist()
table.sort(order, function(a, b) return tt[a] > tt[b] end)
local xs = x:index_select(1, tensor(order))
local L = {}
for i = 1, n do local r = {} for j = 1, n do r[j] = j <= i and 1 or 0 end L[i] = r end
L = tensor(L)
local w = zeros(3, 1):requires_grad_()
local opt = optim.Adam({w}, {lr = 0.05})
local l
for i = 1, 150 do
  local s = xs:matmul(w)
  l = (L:matmul(s:exp()):log() - s):mean()
  opt:zero_grad()
  l:backward()
  opt:step()
end
local truth = tensor{1, -0.5, 0}
local found = w:detach():reshape(3)
result = ((found * truth):sum() / (found:norm() * truth:norm())):item()
