-- Kernel regression by gradient descent: a weight for each training row, a Gram matrix of all pairs.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 300, noise = 0.1, seed = SEED}:split{seed = SEED}
local function gram(a, b) return (-((a - b:t()) ^ 2) * 2):exp() end
local alpha = zeros(#train, 1):requires_grad_()
local K = gram(train.x, train.x)
local opt = optim.Adam({alpha}, {lr = 0.02})
for step = 1, 400 do
  opt:zero_grad()
  local out = K:matmul(alpha)
  local loss = ((out - train.y) ^ 2):mean() + 1e-4 * alpha:t():matmul(K):matmul(alpha):sum()
  loss:backward()
  opt:step()
end
local pred = no_grad(function() return gram(test.x, train.x):matmul(alpha) end)
result = 1 - ((pred - test.y) ^ 2):mean():item() / test.y:var():item()
