-- Everything by hand: forward pass, backward pass written out, no autograd at all.
-- task: xor
seed(SEED)
local ds = data.xor{n = 300, noise = 0.25, seed = SEED}
local train, test = ds:split{train = 0.7, test = 0.3, seed = SEED}
local W1, b1 = randn(2, 12), zeros(12)
local W2, b2 = randn(12, 1) * 0.5, zeros(1)
local n, lr = #train, 0.5
for i = 1, 500 do
  local h = (train.x:mm(W1) + b1):tanh()
  local p = (h:mm(W2) + b2):sigmoid()
  local dz = (p - train.y) / n
  local dW2, db2 = h:t():mm(dz), dz:sum(1)
  local dh = dz:mm(W2:t()) * (1 - h ^ 2)
  local dW1, db1 = train.x:t():mm(dh), dh:sum(1)
  W1, b1 = W1 - lr * dW1, b1 - lr * db1
  W2, b2 = W2 - lr * dW2, b2 - lr * db2
end
local out = (test.x:mm(W1) + b1):tanh():mm(W2) + b2
result = out:gt(0):eq(test.y):mean():item()
