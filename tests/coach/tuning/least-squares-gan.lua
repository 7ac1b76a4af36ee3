-- A least-squares GAN: squared error on raw outputs of the discriminator, spectral clipping by max-norm.
-- task: gan-squares
seed(SEED)
local gen, dis = mlp(3, 24, 2), mlp(2, 24, 1, {act = "leaky"})
local og, od = optim.Adam(gen, {lr = 0.01, betas = {0.5, 0.99}}), optim.Adam(dis, {lr = 0.01, betas = {0.5, 0.99}})
local centre = tensor{1, -1}
local mse = nn.MSELoss()
for i = 1, 500 do
  local real, fake = randn(40, 2) * 0.3 + centre, gen(randn(40, 3))
  local loss = mse(dis(real), ones(40, 1)) + mse(dis(fake:detach()), zeros(40, 1))
  od:zero_grad()
  loss:backward()
  od:step()
  og:zero_grad()
  mse(dis(fake), ones(40, 1)):backward()
  og:step()
end
local made = no_grad(function() return gen(randn(600, 3)):mean(1) end)
result = 1 - math.min(1, (made - centre):norm():item() / 2)
