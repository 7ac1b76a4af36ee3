-- The direction that disturbs the answer most is found by a backward pass, then smoothed away.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 360, noise = 0.08, seed = SEED}:split{seed = SEED}
local net = mlp(2, 32, 32, 1, {act = "tanh"})
local opt = optim.Adam(net, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 50 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    local d = (randn_like(xb) * 0.1):requires_grad_()
    local before = no_grad(function() return net(xb):sigmoid() end)
    crit(net(xb + d), before):backward()
    local push = d.grad / (d.grad:norm() + 1e-8) * 0.3
    opt:zero_grad()
    local loss = crit(net(xb), yb) + 0.2 * crit(net(xb + push), before)
    loss:backward()
    opt:step()
  end
end
print("val", accuracy(net, val))
result = accuracy(net, test)
