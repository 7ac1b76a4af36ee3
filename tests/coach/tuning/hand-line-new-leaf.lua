-- A line: w and b are new tensors after each step, cut from the graph and marked again.
-- task: line
seed(SEED)
local x = rand(60) * 4 - 2
local y = x * 1.7 - 0.6 + randn(60) * 0.1
local w, b = tensor(0):requires_grad_(), tensor(0):requires_grad_()
local lr = 0.1
for step = 1, 100 do
  local loss = ((x * w + b - y) ^ 2):mean()
  loss:backward()
  w = (w - w.grad * lr):detach():requires_grad_()
  b = (b - b.grad * lr):detach():requires_grad_()
end
result = 1 - (math.abs(w:item() - 1.7) + math.abs(b:item() + 0.6))
