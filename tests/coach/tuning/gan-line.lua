-- A small GAN: two networks, two optimizers; the generator learns where a Gaussian lies.
-- task: gan
seed(SEED)
local G = mlp(2, 16, 1)
local D = mlp(1, 16, 1)
local g_opt = optim.Adam(G:parameters(), {lr = 0.005, betas = {0.5, 0.999}})
local d_opt = optim.Adam(D:parameters(), {lr = 0.01, betas = {0.5, 0.999}})
local bce = nn.BCEWithLogitsLoss()
local yes, no = ones(32, 1), zeros(32, 1)
for i = 1, 300 do
  local real = randn(32, 1) * 0.3 + 1.5
  local fake = G(randn(32, 2))
  d_opt:zero_grad()
  local d_loss = bce(D(real), yes) + bce(D(fake:detach()), no)
  d_loss:backward()
  d_opt:step()

  g_opt:zero_grad()
  local g_loss = bce(D(fake), yes)
  g_loss:backward()
  g_opt:step()
end
local made = no_grad(function() return G(randn(500, 2)):mean():item() end)
print("mean of what was made", made)
result = 1 - math.min(1, math.abs(made - 1.5) / 1.5)
