-- Oja: the direction in which data vary most, by ascent on the variance and a length of 1.
-- task: direction
seed(SEED)
local x = randn(300, 3) * tensor{{3, 1, 0.3}}
local w = (randn(3, 1) * 0.1):requires_grad_()
for it = 1, 200 do
  local variance = (x:mm(w) ^ 2):mean()
  variance:backward()
  w:add_(w.grad * 0.1)
  w:div_(w:detach():norm())
  w:zero_grad()
end
result = math.abs(w:detach():narrow(1, 1, 1):item())
