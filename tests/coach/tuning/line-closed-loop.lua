-- A straight line by gradient descent on w and b, three lines of algebra, numbers from a formula.
-- task: line
seed(SEED)
local x = rand(60) * 4 - 2
local y = x * 1.7 - 0.6 + randn(60) * 0.1
local w = tensor(0):requires_grad_()
local b = tensor(0):requires_grad_()
local lr = 0.1
for step = 1, 100 do
  local loss = ((w * x + b - y) ^ 2):mean()
  loss:backward()
  no_grad(function()
    w:add_(w.grad, -lr)
    b:add_(b.grad, -lr)
  end)
  w:zero_grad()
  b:zero_grad()
  if step % 25 == 0 then print(step, w:item(), b:item(), loss:item()) end
end
result = 1 - (math.abs(w:item() - 1.7) + math.abs(b:item() + 0.6))
