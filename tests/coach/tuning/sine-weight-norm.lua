-- Weight normalisation by hand: direction and length of each unit's weights are learned apart.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 300, noise = 0.1, seed = SEED}:split{seed = SEED}
local v1, g1, b1 = randn(24, 1):requires_grad_(), (ones(24, 1) * 2):requires_grad_(), randn(24):requires_grad_()
local v2, g2, b2 = randn(1, 24):requires_grad_(), ones(1, 1):requires_grad_(), zeros(1):requires_grad_()
local opt = optim.Adam({v1, g1, b1, v2, g2, b2}, {lr = 0.02})
local function normed(v, g) return v * (g / v:norm(2, true)) end
local function model(x)
  local h = (x:matmul(normed(v1, g1):t()) + b1):tanh()
  return h:matmul(normed(v2, g2):t()) + b2
end
local mse = nn.MSELoss()
for epoch = 1, 80 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    mse(model(xb), yb):backward()
    opt:step()
  end
end
print("val", mse(model(val.x), val.y):item())
result = 1 - mse(model(test.x), test.y):item() / test.y:var():item()
