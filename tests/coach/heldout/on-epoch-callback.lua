-- fit with a function called after each epoch that stops when it is good enough.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 400, noise = 0.08, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 1, {act = "gelu"})
local log = {}
fit(model, train, {val = val, epochs = 150, lr = 0.01, batch = 30, verbose = false,
  on_epoch = function(h, epoch)
    log[#log + 1] = h.val_loss[epoch]
    if h.val_accuracy[epoch] > 0.99 and epoch > 20 then return false end
  end})
print(#log)
result = accuracy(model, test)
