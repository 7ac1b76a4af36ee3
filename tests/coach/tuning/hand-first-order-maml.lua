-- Weights from which three steps suffice for any sine: the inner steps make new leaves.
-- task: any-sine
seed(SEED)
local w1, b1 = randn(1, 32):requires_grad_(), zeros(32):requires_grad_()
local w2, b2 = (randn(32, 32) * 0.2):requires_grad_(), zeros(32):requires_grad_()
local w3 = (randn(32, 1) * 0.2):requires_grad_()
local start = {w1, b1, w2, b2, w3}
local mse = nn.MSELoss()
local function answer(p, x)
  return ((x:mm(p[1]) + p[2]):tanh():mm(p[3]) + p[4]):tanh():mm(p[5])
end
local function adapt(p, x, y)
  for k = 1, 3 do
    local loss = mse(answer(p, x), y)
    loss:backward()
    local after = {}
    for i, w in ipairs(p) do
      after[i] = (w - w.grad * 0.05):detach():requires_grad_()
      w:zero_grad()
    end
    p = after
  end
  return p
end
local function task()
  local shift = rand(1):item() * 0.6
  return function(n)
    local x = rand(n, 1) * 6 - 3
    return x, (x + shift):sin()
  end
end
for it = 1, 400 do
  local draw = task()
  local own = adapt(start, draw(20))
  local x, y = draw(20)
  local loss = mse(answer(own, x), y)
  loss:backward()
  for i, w in ipairs(start) do w:sub_(own[i].grad * 0.05) end
end
local draw, sum = task(), 0
local x, y = draw(200)
local own = adapt(start, draw(20))
result = 1 - mse(answer(own, x), y):item() / y:var():item()
