-- A rate found by lr_find, then a run with it.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 4, std = 0.7, seed = SEED}:split{seed = SEED}
local model = mlp(2, 24, 4)
local found = optim.lr_find(model, train, {loss = nn.CrossEntropyLoss()})
print("suggested", found.suggestion)
local opt = optim.Adam(model:parameters(), {lr = math.min(found.suggestion, 0.02)})
fit(model, train, {val = val, optimizer = opt, epochs = 40, batch = 16, verbose = false})
result = accuracy(model, test)
