-- A GAN with two discriminator steps for each generator step; gradients of D that G's loss leaves
-- behind are cleared before D's own.
-- task: gan2
seed(SEED)
local gen = nn.Sequential{nn.Linear(3, 24), nn.LeakyReLU(0.2), nn.Linear(24, 2)}
local dis = nn.Sequential{nn.Linear(2, 24), nn.LeakyReLU(0.2), nn.Linear(24, 1), nn.Sigmoid()}
local og = optim.Adam(gen, {lr = 0.01, betas = {0.5, 0.99}})
local od = optim.Adam(dis, {lr = 0.01, betas = {0.5, 0.99}})
local bce = nn.BCELoss()
local centre = tensor{1, -1}
local function real() return randn(40, 2) * 0.3 + centre end
for i = 1, 250 do
  for _ = 1, 2 do
    local fake = no_grad(function() return gen(randn(40, 3)) end)
    local loss_d = bce(dis(real()), full({40, 1}, 0.9)) + bce(dis(fake), zeros(40, 1))
    od:zero_grad()
    loss_d:backward()
    od:step()
  end
  local loss_g = bce(dis(gen(randn(40, 3))), ones(40, 1))
  og:zero_grad()
  loss_g:backward()
  og:step()
end
local made = no_grad(function() return gen(randn(600, 3)):mean(1) end)
print(made)
result = 1 - math.min(1, (made - centre):norm():item() / 2)
