-- Curves of validation and test rows, side by side; nothing is chosen by them.
-- task: moons-curves
seed(SEED)
local ds = data.moons{n = 500, noise = 0.15, seed = SEED}
local tr, va, te = ds:split{seed = SEED}
local net = mlp(2, 24, 1)
local opt, bce = optim.Adam(net, {lr = 0.01}), nn.BCEWithLogitsLoss()
local vals, tests = {}, {}
for e = 1, 30 do
  net:train()
  for xb, yb in tr:batches(32, {shuffle = true}) do
    opt:zero_grad()
    bce(net(xb), yb):backward()
    opt:step()
  end
  net:eval()
  no_grad(function()
    vals[e] = bce(net(va.x), va.y):item()
    tests[e] = bce(net(te.x), te.y):item()
  end)
end
plot.curve(tensor(vals), tensor(tests))
result = accuracy(net, te)
