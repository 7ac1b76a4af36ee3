-- Weights as products: a low-rank first layer, U V, and a masked second one.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local u, v = (randn(2, 2) * 0.7):requires_grad_(), (randn(2, 24) * 0.7):requires_grad_()
local b, w2 = zeros(24):requires_grad_(), (randn(24, 1) * 0.3):requires_grad_()
local mask = rand(24, 1):gt(0.2)
local opt = optim.Adam({u, v, b, w2}, {lr = 0.03})
local crit = nn.BCEWithLogitsLoss()
local function model(x) return (x:matmul(u:matmul(v)) + b):tanh():matmul(w2 * mask) end
for epoch = 1, 90 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end
print("val", no_grad(function() return model(val.x):gt(0):eq(val.y):mean():item() end))
result = no_grad(function() return model(test.x):gt(0):eq(test.y):mean():item() end)
