-- Highway layers: gates that begin nearly shut, biases of -5, lower than their inventors have them, let the input pass.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local n = 16
local enter, leave, new, gate = nn.Linear(2, n), nn.Linear(n, 1), {}, {}
local params = {}
local function add(m) for _, p in ipairs(m:parameters()) do params[#params + 1] = p end end
add(enter)
add(leave)
for k = 1, 3 do
  new[k], gate[k] = nn.Linear(n, n), nn.Linear(n, n)
  gate[k].bias:fill_(-5)
  add(new[k])
  add(gate[k])
end
local function net(x)
  local h = enter(x):tanh()
  for k = 1, 3 do
    local t = gate[k](h):sigmoid()
    h = new[k](h):relu() * t + h * (1 - t)
  end
  return leave(h)
end
local opt = optim.Adam(params, {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(net(xb), yb):backward()
    opt:step()
  end
end
print("val", crit(net(val.x), val.y):item())
result = no_grad(function() return net(test.x):gt(0):eq(test.y):mean():item() end)
