-- Each step makes new weights, w = w - lr * gradient, and marks them as parameters again.
-- task: moons
seed(SEED)
local train, test = data.moons{n = 240, noise = 0.12, seed = SEED}:split{train = 0.75, test = 0.25, seed = SEED}
local w1, b1 = (randn(2, 20) * 1.0):requires_grad_(), zeros(20):requires_grad_()
local w2, b2 = (randn(20, 1) * 0.3):requires_grad_(), zeros(1):requires_grad_()
local function forward(x) return (x:mm(w1) + b1):tanh():mm(w2) + b2 end
local lr = 0.5
local function stepped(w)
  return no_grad(function() return w - w.grad * lr end):requires_grad_()
end
for step = 1, 400 do
  local z, y = forward(train.x), train.y
  local loss = (z:softplus() - y * z):mean()
  loss:backward()
  w1, b1, w2, b2 = stepped(w1), stepped(b1), stepped(w2), stepped(b2)
end
result = forward(test.x):gt(0):eq(test.y):mean():item()
