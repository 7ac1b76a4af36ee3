-- Points in the plane whose distances are those of rows with five features.
-- task: map
seed(SEED)
local X = data.blobs{n = 60, classes = 3, std = 0.4, features = 5, seed = SEED}.x
local function dist(a)
  local s = (a ^ 2):sum(2, true)
  return (s + s:t() - a:matmul(a:t()) * 2 + 1e-6):clamp(1e-6, 1e9):sqrt()
end
local D = dist(X)
local Z = (randn(60, 2) * 0.1):requires_grad_()
local opt = optim.Adam({Z}, {lr = 0.1})
local first, l
for i = 1, 300 do
  l = ((dist(Z) - D)^2):mean()
  opt:zero_grad()
  l:backward()
  opt:step()
  first = first or l:item()
end
result = 1 - l:item() / first
