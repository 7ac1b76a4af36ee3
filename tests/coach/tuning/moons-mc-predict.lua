-- predict with samples: the library averages dropout masks.
-- task: moons
seed(SEED)
local train, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{train = 0.7, test = 0.3}
local model = mlp(2, 64, 64, 1, {dropout = 0.25})
fit(model, train, {epochs = 40, lr = 0.01, batch = 20, verbose = false})
local labels = predict(model, test.x, {samples = 20})
result = labels:reshape(-1):eq(test.y:reshape(-1)):mean():item()
