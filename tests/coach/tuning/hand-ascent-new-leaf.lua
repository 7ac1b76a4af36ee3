-- The same ascent in a closed loop: the weights after a step are new tensors.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 240, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local W, c = (randn(2, 3) * 0.1):requires_grad_(), zeros(3):requires_grad_()
local right = data.one_hot(train.y, 3)
for i = 1, 200 do
  local gain = ((train.x:mm(W) + c):softmax(2) * right):sum(2):mean()
  gain:backward()
  W = (W + W.grad):detach():requires_grad_()
  c = (c + c.grad):detach():requires_grad_()
end
result = (test.x:mm(W) + c):argmax(2):eq(test.y):mean():item()
