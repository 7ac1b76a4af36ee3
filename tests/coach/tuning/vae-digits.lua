-- A variational autoencoder: noise in the middle, a KL term written out, no labels.
-- task: digits-vae
seed(SEED)
local ds = data.digits{n = 300, noise = 0.05, seed = SEED}
local train, test = ds:split{train = 0.8, test = 0.2, seed = SEED}
local enc, mu_of, lv_of = nn.Linear(64, 32), nn.Linear(32, 12), nn.Linear(32, 12)
local dec = nn.Sequential{nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 64), nn.Sigmoid()}
local params = {}
for _, m in ipairs{enc, mu_of, lv_of, dec} do
  for _, p in ipairs(m:parameters()) do params[#params + 1] = p end
end
local opt = optim.Adam(params, {lr = 0.004})
local function pass(x)
  local h = enc(x):relu()
  local mu, lv = mu_of(h), lv_of(h)
  local z = mu + (lv / 2):exp() * randn_like(mu)
  return dec(z), mu, lv
end
for epoch = 1, 60 do
  for x in train:batches(30, {shuffle = true}) do
    local out, mu, lv = pass(x)
    local rebuilt = ((out - x) ^ 2):sum(2):mean()
    local kl = (mu ^ 2 + lv:exp() - lv - 1):sum(2):mean() / 2
    local loss = rebuilt + 0.02 * kl
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
local lost = no_grad(function()
  return ((dec(mu_of(enc(test.x):relu())) - test.x) ^ 2):mean():item()
end)
local base = ((test.x:mean(1, true) - test.x) ^ 2):mean():item()
result = 1 - lost / base
