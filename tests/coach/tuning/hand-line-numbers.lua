-- A line whose weight and bias stand in one tensor; the step is made with Lua numbers.
-- task: line
seed(SEED)
local x = rand(60, 1) * 4 - 2
local y = x * 1.7 - 0.6 + randn(60, 1) * 0.1
local w, b = zeros(1, 1):requires_grad_(), zeros(1):requires_grad_()
local lr = 0.1
for step = 1, 100 do
  w:zero_grad()
  b:zero_grad()
  local loss = ((x:mm(w) + b - y) ^ 2):mean()
  loss:backward()
  w[1][1] = w:item() - lr * w.grad:item()
  b:fill_(b:item() - lr * b.grad:item())
end
result = 1 - (math.abs(w:item() - 1.7) + math.abs(b:item() + 0.6))
