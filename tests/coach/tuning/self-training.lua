-- Forty labelled rows and many without: confident guesses become labels for a second round.
-- task: circles-few-labels
seed(SEED)
local train, val, test = data.circles{n = 600, noise = 0.06, seed = SEED}:split{seed = SEED}
local few = {}
for i = 1, 60 do few[i] = i end
local known = train:subset(few)
local model = mlp(2, 24, 24, 1)
fit(model, known, {val = val, epochs = 120, lr = 0.01, batch = 15, verbose = false, early_stopping = {patience = 30}})
local p = no_grad(function() return model(train.x):sigmoid() end)
local guessed = data.from(train.x, p:gt(0.5), {task = "binary"})
local second = mlp(2, 24, 24, 1)
fit(second, guessed, {val = val, epochs = 60, lr = 0.01, verbose = false})
result = accuracy(second, test)
