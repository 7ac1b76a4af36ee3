-- A saddle point: x goes down, the multiplier goes up, on one function; it may be negative.
-- task: saddle
local x, price = tensor{2, 2}:requires_grad_(), tensor(0):requires_grad_()
for step = 1, 600 do
  local lagrangian = (x ^ 2):sum() + price * (1 - x:sum())
  lagrangian:backward()
  x:sub_(x.grad * 0.05)
  price:add_(price.grad * 0.05)
  x:zero_grad()
  price:zero_grad()
end
result = 1 - (x:detach() - 0.5):abs():sum():item()
