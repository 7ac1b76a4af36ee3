-- Bayes by backprop: weights are drawn anew at each pass around a learned mean.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local m1, s1 = (randn(2, 32) * 0.7):requires_grad_(), (ones(2, 32) * -4):requires_grad_()
local m2, s2 = (randn(32, 1) * 0.2):requires_grad_(), (ones(32, 1) * -4):requires_grad_()
local b1 = (randn(32) * 0.5):requires_grad_()
local opt = optim.Adam({m1, s1, m2, s2, b1}, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
local function draw(m, s) return m + s:exp() * randn_like(m) end
local function model(x) return (x:matmul(draw(m1, s1)) + b1):relu():matmul(draw(m2, s2)) end
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb) + 1e-4 * ((m1 ^ 2):sum() + (m2 ^ 2):sum())
    loss:backward()
    opt:step()
  end
end
local total = zeros(#test, 1)
for i = 1, 10 do total = total + no_grad(function() return model(test.x):sigmoid() end) end
result = total:gt(5):eq(test.y):mean():item()
