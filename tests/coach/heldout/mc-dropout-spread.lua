-- Uncertainty: forty masks on a grid, mean and deviation; the score from evaluation mode.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 450, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 64, 64, 3, {dropout = 0.1})
fit(net, train, {val = val, epochs = 60, lr = 0.01, batch = 27, verbose = false})
local grid = rand(50, 2) * 2 - 1
net:train()
local sum, square = zeros(50, 3), zeros(50, 3)
no_grad(function()
  for _ = 1, 40 do
    local p = net(grid):softmax(2)
    sum, square = sum + p, square + p ^ 2
  end
end)
net:eval()
local dev = (square / 40 - (sum / 40) ^ 2):clamp(0, 1):sqrt()
print("largest deviation", dev:max():item())
result = net(test.x):argmax(2):eq(test.y):mean():item()
