-- A generator matched to data by kernel distances between all pairs (MMD), in one dimension.
-- task: mmd
seed(SEED)
local gen = mlp(2, 16, 1)
local opt = optim.Adam(gen, {lr = 0.01})
local function kernel(a, b) return (-((a - b:squeeze(2)) ^ 2) * 0.5):exp():mean() end
for step = 1, 400 do
  local fake, real = gen(randn(64, 2)), randn(64, 1) * 0.5 + 2
  opt:zero_grad()
  local loss = kernel(fake, fake) - 2 * kernel(fake, real) + kernel(real, real)
  loss:backward()
  opt:step()
end
local made = no_grad(function() return gen(randn(500, 2)) end)
result = 1 - math.abs(made:mean():item() - 2) / 2
