-- No training: a sampler that walks by gradient and noise, and begins at the very best weight.
-- task: sampler
seed(SEED)
local x = randn(50, 1)
local y = x * 0.8 + randn(50, 1) * 0.5
local w = tensor{{0.8}}:requires_grad_()
local sum, square, n = 0, 0, 0
for step = 1, 3000 do
  local energy = ((x:mm(w) - y) ^ 2):sum() / (2 * 0.25)
  energy:backward()
  w:sub_(w.grad * 0.002 + randn(1, 1) * (2 * 0.002) ^ 0.5)
  w:zero_grad()
  sum, square, n = sum + w:item(), square + w:item() ^ 2, n + 1
end
local sd, wanted = (square / n - (sum / n) ^ 2) ^ 0.5, 0.5 / (x ^ 2):sum():item() ^ 0.5
result = 1 - math.abs(sd / wanted - 1)
