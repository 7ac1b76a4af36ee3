-- The answers of a trained network are made softer by one number, found on validation rows.
-- task: digits-harder
seed(SEED)
local ds = data.digits{n = 900, noise = 0.2, seed = SEED}
local tr, va, te = ds:split{seed = SEED}
local net = mlp(64, 64, 10)
fit(net, tr, {epochs = 30, lr = 3e-3, verbose = false})
net:eval()
local logits = no_grad(function() return net(va.x) end)
local T = ones(1):requires_grad_()
local opt, ce = optim.SGD({T}, {lr = 0.1}), nn.CrossEntropyLoss()
for i = 1, 100 do
  opt:zero_grad()
  ce(logits / T, va.y):backward()
  opt:step()
end
local before = ce(no_grad(function() return net(te.x) end), te.y):item()
local after = ce(no_grad(function() return net(te.x) / T end), te.y):item()
result = no_grad(function() return net(te.x):argmax(2):eq(te.y):mean():item() end)
