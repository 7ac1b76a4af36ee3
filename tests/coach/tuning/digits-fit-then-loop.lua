-- fit, then a loop of one's own that goes on.
-- task: digits-again
seed(SEED)
local ds = data.digits{n = 600, noise = 0.1, seed = SEED}
local tr, va, te = ds:split{seed = SEED}
local norm = data.MinMax(tr)
tr, va, te = norm(tr), norm(va), norm(te)
local net = mlp(64, 48, 10, {norm = "batch", dropout = 0.1})
fit(net, tr, {val = va, epochs = 8, lr = 3e-3, verbose = false})
local opt = optim.SGD(net:parameters(), {lr = 0.02, momentum = 0.9})
local ce = nn.CrossEntropyLoss()
net:train()
for e = 1, 5 do
  for xb, yb in tr:batches(32, {shuffle = true}) do
    opt:zero_grad()
    ce(net(xb), yb):backward()
    opt:step()
  end
end
net:eval()
result = accuracy(net, te)
