-- Four networks at four rates; the worst becomes a copy of the best.
-- task: circles
seed(SEED)
local ds = data.circles{n = 400, noise = 0.12, seed = SEED}
local tr, va, te = ds:split{seed = SEED}
local bce = nn.BCEWithLogitsLoss()
local pop = {}
for i = 1, 4 do
  local n = mlp(2, 24, 1)
  pop[i] = {net = n, opt = optim.SGD(n, {lr = 0.02 * 3 ^ i / 3})}
end
for gen = 1, 8 do
  for _, m in ipairs(pop) do
    m.net:train()
    for e = 1, 8 do
      for xb, yb in tr:batches(30, {shuffle = true}) do
        m.opt:zero_grad()
        bce(m.net(xb), yb):backward()
        m.opt:step()
      end
    end
    m.net:eval()
    m.s = no_grad(function() return bce(m.net(va.x), va.y):item() end)
  end
  table.sort(pop, function(a, b) return a.s < b.s end)
  pop[4].net:load_state_dict(pop[1].net:state_dict())
  pop[4].opt.lr = pop[1].opt.lr * (rand(1):item() < 0.5 and 0.8 or 1.25)
end
result = accuracy(pop[1].net, te)
