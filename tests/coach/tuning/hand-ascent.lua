-- Gradient ascent: the mean probability of the right class is to grow; it is no loss.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 240, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local W = (randn(2, 3) * 0.1):requires_grad_()
local c = zeros(3):requires_grad_()
local right = data.one_hot(train.y, 3)
local lr = 0.5
for i = 1, 300 do
  local p = (train.x:mm(W) + c):softmax(2)
  local gain = (p * right):sum(2):mean()
  gain:backward()
  for _, w in ipairs{W, c} do
    w:add_(w.grad * lr)
    w:zero_grad()
  end
end
result = (test.x:mm(W) + c):argmax(2):eq(test.y):mean():item()
