-- The same walk on a density without data: two numbers around a ring.
-- task: ring
seed(SEED)
local z = tensor{1, 0}:requires_grad_()
local radius = 0
for step = 1, 2000 do
  local energy = ((z ^ 2):sum():sqrt() - 1) ^ 2 * 20
  energy:backward()
  z = (z - z.grad * 0.005 + randn(2) * 0.1):detach():requires_grad_()
  radius = radius + z:norm():item() / 2000
end
result = 1 - math.abs(radius - 1)
