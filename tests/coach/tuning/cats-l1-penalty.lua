-- An elastic penalty added to the loss, through fit and its regularizer option.
-- task: cats
seed(SEED)
local train, val, test = data.cats{n = 600, seed = SEED}:split{seed = SEED}
local model = mlp(5, 12, 1)
fit(model, train, {val = val, epochs = 30, lr = 0.01, regularizer = nn.reg.ElasticNet(1e-4, 1e-4), verbose = false})
result = accuracy(model, test)
