-- Four independent yes-no labels: sigmoid units and one loss.
-- task: labels
seed(SEED)
local train, val, test = data.multilabel{n = 500, labels = 4, seed = SEED}:split{seed = SEED}
local model = mlp(10, 32, 4)
fit(model, train, {val = val, epochs = 40, lr = 0.01, loss = nn.BCEWithLogitsLoss(), verbose = false})
local right = model(test.x):gt(0):eq(test.y):mean():item()
result = right
