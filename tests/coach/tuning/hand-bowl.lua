-- Steepest descent on a valley, two numbers and no data; the last steps are very short.
-- task: valley2
local z = tensor{-1.5, 2}:requires_grad_()
local lr = 0.05
for step = 1, 400 do
  local f = z[1] ^ 2 + 4 * (z[2] - 0.5 * z[1]) ^ 2
  f:backward()
  no_grad(function() z:sub_(z.grad * lr) end)
  z:zero_grad()
end
result = 1 - z:norm():item()
