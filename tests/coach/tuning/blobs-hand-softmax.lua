-- Softmax and cross-entropy written by hand from exp and log; gradient steps by hand.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 240, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local W1 = (randn(2, 16) * 0.7):requires_grad_()
local c1 = zeros(16):requires_grad_()
local W2 = (randn(16, 3) * 0.25):requires_grad_()
local c2 = zeros(3):requires_grad_()
local all = {W1, c1, W2, c2}

local function logits(x) return (x:mm(W1) + c1):relu():mm(W2) + c2 end
local function softmax(z)
  local top = z:max(2):reshape(-1, 1):detach()
  local e = (z - top):exp()
  return e / e:sum(2, true)
end
local target = data.one_hot(train.y, 3)
for i = 1, 200 do
  local p = softmax(logits(train.x))
  local loss = -((p + 1e-9):log() * target):sum(2):mean()
  for _, w in ipairs(all) do w:zero_grad() end
  loss:backward()
  for _, w in ipairs(all) do w:add_(w.grad, -0.2) end
end
print("val", logits(val.x):argmax(2):eq(val.y):mean():item())
result = softmax(logits(test.x)):argmax(2):eq(test.y):mean():item()
