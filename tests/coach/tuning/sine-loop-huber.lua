-- Huber loss, mini-batches cut with ranges x[{{a, b}}].
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 200, noise = 0.1, seed = SEED}:split{seed = SEED}
local f = nn.Sequential{nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1)}
local opt = optim.Adam(f:parameters(), {lr = 0.01})
local huber = nn.HuberLoss(0.5)
local x, y = train.x, train.y
for epoch = 1, 80 do
  for a = 1, #x, 20 do
    local b = math.min(a + 19, #x)
    local loss = huber(f(x[{{a, b}}]), y[{{a, b}}])
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
local function r2(part)
  local rest = no_grad(function() return ((f(part.x) - part.y) ^ 2):mean():item() end)
  return 1 - rest / part.y:var():item()
end
print("val R2", r2(val))
result = r2(test)
