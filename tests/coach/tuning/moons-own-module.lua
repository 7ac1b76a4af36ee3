-- A module of one's own with named layers and a skip connection.
-- task: moons
seed(SEED)
local function Residual(width)
  return nn.Module{
    a = nn.Linear(width, width),
    b = nn.Linear(width, width),
    forward = function(self, x) return x + self.b(self.a(x):relu()) end,
  }
end

local net = nn.Module{
  inp = nn.Linear(2, 24),
  block = Residual(24),
  out = nn.Linear(24, 1),
  forward = function(self, x)
    local h = self.inp(x):relu()
    h = self.block(h):relu()
    return self.out(h)
  end,
}

local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local opt = optim.AdamW(net:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 30 do
  for x, y in train:batches(16, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(net(x), y)
    loss:backward()
    opt:step()
  end
end
print("validation accuracy", accuracy(net, val))
result = evaluate(net, test).accuracy
