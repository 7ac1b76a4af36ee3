-- Two towers brought together by the cosine between them: the loss is a mean of negative numbers.
-- task: towers
seed(SEED)
local hidden = randn(300, 3)
local a, b = hidden:mm(randn(3, 6)) + 0.1 * randn(300, 6), hidden:mm(randn(3, 5)) + 0.1 * randn(300, 5)
local d = 3
local left, right = nn.Linear(6, d), nn.Linear(5, d)
local params = left:parameters()
for _, p in ipairs(right:parameters()) do params[#params + 1] = p end
local opt = optim.Adam(params, {lr = 0.01})
local function unit(t) return t / ((t ^ 2):sum(2, true) + 1e-6):sqrt() end
for step = 1, 250 do
  local from = step % 5 * 40 + 1
  local u, v = unit(left(a[{{from, from + 39}}])), unit(right(b[{{from, from + 39}}]))
  local s = u:mm(v:t()) * 8
  local loss = -(s:log_softmax(2) * eye(40)):sum() / 40 - (u * v):sum(2):mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
end
local u, v = unit(left(a[{{241, 300}}])), unit(right(b[{{241, 300}}]))
result = u:mm(v:t()):argmax(2):eq(arange(1, 60)):mean():item()
