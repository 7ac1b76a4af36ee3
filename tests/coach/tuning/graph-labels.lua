-- Twelve labelled nodes of a graph; all others are told by their neighbours.
-- task: graph
seed(SEED)
local n = 60
local lab, rows = {}, {}
for i = 1, n do lab[i] = (i - 1) // 20 + 1 end
for i = 1, n do
  local r = {}
  for j = 1, n do
    local p = lab[i] == lab[j] and 0.3 or 0.03
    r[j] = (i == j or rand(1):item() < p) and 1 or 0
  end
  rows[i] = r
end
local A = tensor(rows)
A = ((A + A:t()) * 0.5):gt(0)
local An = A / A:sum(2, true)
local X = randn(n, 8) * 0.5 + data.one_hot(tensor(lab), 8)
local l1, l2 = nn.Linear(8, 16), nn.Linear(16, 3)
local ps = {l1.weight, l1.bias, l2.weight, l2.bias}
local opt, ce = optim.Adam(ps, {lr = 0.02}), nn.CrossEntropyLoss()
local y = tensor(lab)
local trainmask = tensor{1, 2, 3, 4, 21, 22, 23, 24, 41, 42, 43, 44}
local function f() return An:matmul(l2(An:matmul(l1(X)):relu())) end
for i = 1, 100 do
  local out = f()
  local l = ce(out:index_select(1, trainmask), y:index_select(1, trainmask))
  opt:zero_grad()
  l:backward()
  opt:step()
end
result = f():argmax(2):eq(y):mean():item()
