-- No optimizer and no nn: two weight matrices, updated by hand inside no_grad.
-- task: moons
seed(SEED)
local ds = data.moons{n = 240, noise = 0.12, seed = SEED}
local train, test = ds:split{train = 0.75, test = 0.25, seed = SEED}
local w1 = (randn(2, 20) * 1.0):requires_grad_()
local b1 = zeros(20):requires_grad_()
local w2 = (randn(20, 1) * 0.3):requires_grad_()
local b2 = zeros(1):requires_grad_()
local params = {w1, b1, w2, b2}
local function forward(x) return (x:matmul(w1) + b1):tanh():matmul(w2) + b2 end
local lr = 0.5
for step = 1, 400 do
  local p = forward(train.x):sigmoid():clamp(1e-6, 1 - 1e-6)
  local y = train.y
  local loss = -(y * p:log() + (1 - y) * (1 - p):log()):mean()
  loss:backward()
  no_grad(function()
    for _, w in ipairs(params) do
      w:add_(w.grad * -lr)
      w:zero_grad()
    end
  end)
end
result = forward(test.x):gt(0):eq(test.y):mean():item()
