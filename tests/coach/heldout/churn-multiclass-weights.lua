-- The same, as two classes with weights for cross-entropy.
-- task: churn
seed(SEED)
local n = 600
local x = randn(n, 4)
local s = x:narrow(2, 1, 1) * 2 + x:narrow(2, 2, 1) * 1.5 - x:narrow(2, 3, 1) - 4 + randn(n, 1) * 0.5
local y = (s:gt(0) + 1):reshape(-1)
local train, val, test = data.from(x, y, {task = "multiclass", classes = {"stays", "leaves"}}):split{seed = SEED, stratify = true}
local few = train.y:eq(2):mean():item()
local model = mlp(4, 12, 2, {act = "tanh"})
local crit = nn.CrossEntropyLoss{weight = tensor{few, 1 - few}}
fit(model, train, {val = val, loss = crit, epochs = 40, lr = 0.02, early_stopping = true, verbose = false})
local c = evaluate(model, test).confusion
print(c)
local said = model(test.x):argmax(2)
local a = (said:eq(2) * test.y:eq(2)):sum():item() / test.y:eq(2):sum():item()
local b = (said:eq(1) * test.y:eq(1)):sum():item() / test.y:eq(1):sum():item()
result = (a + b) / 2
