-- Not the weights but the input is changed: what does a trained network take for a clear yes?
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = mlp(2, 24, 24, 1)
fit(net, train, {epochs = 40, lr = 0.01, optimizer = "adam", val = val, plot = false, verbose = false})
local x = randn(16, 2):requires_grad_()
for step = 1, 60 do
  local score = net(x):mean()
  score:backward()
  x = (x + x.grad:sign() * 0.05):detach():requires_grad_()
end
print("score", net(x):mean():item())
result = accuracy(net, test)
