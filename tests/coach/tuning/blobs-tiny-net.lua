-- Four tanh units are enough.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local model = mlp(2, 4, 3, {act = "tanh"})
local h = fit(model, train, {val = val, epochs = 40, lr = 0.03, batch = 16, verbose = false})
print(h.val_accuracy[#h.val_accuracy])
result = accuracy(model, test)
