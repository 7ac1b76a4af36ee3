-- While an autoencoder trains, a probe on its codes shows in each epoch what they are good for.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local enc = nn.Sequential{nn.Linear(64, 32), nn.ReLU()}
local dec, probe = nn.Linear(32, 64), nn.Linear(32, 10)
local opt = optim.Adam(nn.Sequential{enc, dec}, {lr = 0.01})
local popt = optim.Adam(probe, {lr = 0.02})
local mse, ce = nn.MSELoss(), nn.CrossEntropyLoss()
local function code(x) return no_grad(function() return enc(x) end) end
for epoch = 1, 30 do
  for x, y in train:batches(35, {shuffle = true}) do
    opt:zero_grad()
    mse(dec(enc(x)), x):backward()
    opt:step()
    popt:zero_grad()
    ce(probe(code(x)), y):backward()
    popt:step()
  end
  local v = no_grad(function() return ce(probe(code(val.x)), val.y):item() end)
  if epoch % 10 == 0 then print(epoch, v) end
end
result = probe(code(test.x)):argmax(2):eq(test.y):mean():item()
