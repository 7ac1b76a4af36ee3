-- A generator against a critic with clipped weights, both by hand; the critic climbs.
-- task: gan-clipped
seed(SEED)
local maker = mlp(2, 16, 1)
local critic = mlp(1, 16, 1)
local function clear()
  for _, m in ipairs{maker, critic} do for _, p in ipairs(m:parameters()) do p:zero_grad() end end
end
for it = 1, 400 do
  for k = 1, 3 do
    clear()
    local real = randn(32, 1) * 0.5 + 2
    local gap = critic(real):mean() - critic(maker(randn(32, 2)):detach()):mean()
    gap:backward()
    for _, p in ipairs(critic:parameters()) do
      p:add_(p.grad * 0.05)
      p:clamp_(-0.2, 0.2)
    end
  end
  clear()
  local score = critic(maker(randn(32, 2))):mean()
  score:backward()
  for _, p in ipairs(maker:parameters()) do p:add_(p.grad * 0.2) end
end
result = 1 - math.abs(maker(randn(500, 2)):mean():item() - 2) / 2
