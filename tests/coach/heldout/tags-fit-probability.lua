-- Tags with fit; thresholds taken on probabilities.
-- task: tags
seed(SEED)
local x = randn(500, 8)
local y = (x:mm(randn(8, 6)) + randn(500, 6) * 0.3):gt(0)
local train, val, test = data.from(x, y, {task = "multilabel"}):split{seed = SEED}
local net = mlp(8, 48, 6, {act = "silu"})
fit(net, train, {val = val, epochs = 40, lr = 0.01, verbose = false, early_stopping = {patience = 8}})
local p = net(test.x):sigmoid()
result = p:gt(0.5):eq(test.y):mean():item()
