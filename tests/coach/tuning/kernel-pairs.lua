-- A column minus a row on purpose: all pairs of points, for a kernel.
-- task: kernel-pairs
seed(SEED)
local n = 60
local x = linspace(-2, 2, n):reshape(n, 1)
local y = (x * 2):sin() + randn(n, 1) * 0.05
local function kernel(a, b) return (-((a - b:t()) ^ 2) * 4):exp() end
local K = kernel(x, x)
local alpha = zeros(n, 1):requires_grad_()
local opt = optim.Adam({alpha}, {lr = 0.05})
for i = 1, 300 do
  opt:zero_grad()
  local loss = ((K:matmul(alpha) - y) ^ 2):mean() + (alpha ^ 2):sum() * 1e-4
  loss:backward()
  opt:step()
end
print(((K:matmul(alpha) - y) ^ 2):mean():item())
result = 1 - ((K:matmul(alpha) - y) ^ 2):mean():item() / y:var():item()
