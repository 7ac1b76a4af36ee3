-- After training the test rows are judged as they are, and with more and more noise.
-- task: digits-again
seed(SEED)
local ds = data.digits{n = 700, noise = 0.05, seed = SEED}
local tr, va, te = ds:split{seed = SEED}
local net = mlp(64, 48, 10)
fit(net, tr, {val = va, epochs = 20, lr = 3e-3, verbose = false})
net:eval()
local clean = no_grad(function() return net(te.x):argmax(2):eq(te.y):mean():item() end)
for _, s in ipairs{0.5, 1, 2, 3} do
  local acc = no_grad(function()
    return net(te.x + randn_like(te.x) * s):argmax(2):eq(te.y):mean():item()
  end)
  print(s, acc)
end
result = clean
