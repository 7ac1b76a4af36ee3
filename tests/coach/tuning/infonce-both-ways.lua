-- Two views of a row find each other among all others: InfoNCE, scored over the rows and the columns.
-- task: two-views
seed(SEED)
local n = 240
local hidden = randn(n, 3)
local mix_a, mix_b = randn(3, 6), randn(3, 5)
local a = hidden:matmul(mix_a) + randn(n, 6) * 0.1
local b = hidden:matmul(mix_b) + randn(n, 5) * 0.1
local left, right = nn.Linear(6, 4), nn.Linear(5, 4)
local params = left:parameters()
for _, p in ipairs(right:parameters()) do params[#params + 1] = p end
local opt = optim.Adam(params, {lr = 0.02})
local nll = nn.NLLLoss()
local function scores(from, to)
  local za, zb = left(a:narrow(1, from, to)), right(b:narrow(1, from, to))
  za, zb = za / za:norm(2, true), zb / zb:norm(2, true)
  return za:matmul(zb:t()) * 8
end
for epoch = 1, 40 do
  for from = 1, 161, 40 do
    local z = scores(from, 40)
    local own = arange(1, 40)
    opt:zero_grad()
    local loss = (nll(z:log_softmax(1), own) + nll(z:log_softmax(2), own)) / 2
    loss:backward()
    opt:step()
  end
end
local z = scores(201, 40)
result = z:argmax(2):eq(arange(1, 40)):mean():item()
