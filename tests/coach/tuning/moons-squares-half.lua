-- Yes or no by squared errors, cut at a half.
-- task: moons
seed(SEED)
local train, val = data.moons{n = 400, noise = 0.1, seed = SEED}:split{train = 0.7, val = 0.3, seed = SEED}
local m = mlp(2, 24, 1)
local opt, mse = optim.Adam(m, {lr = 0.02}), nn.MSELoss()
for e = 1, 60 do
  for xb, yb in train:batches(32, {shuffle = true}) do
    opt:zero_grad()
    mse(m(xb), yb):backward()
    opt:step()
  end
end
print(m(val.x):gt(0.5):eq(val.y):mean():item())
result = m(val.x):gt(0.5):eq(val.y):mean():item()
