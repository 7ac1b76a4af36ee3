-- fit, then again with another rate, compared on val; the test rows once.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 260, noise = 0.15, seed = SEED}:split{seed = SEED}
local h1 = fit(mlp(2, 24, 24, 1), train, {val = val, epochs = 25, lr = 0.004, verbose = false, seed = SEED})
local h2 = again{lr = 0.02}
local best = h1.val_loss[#h1.val_loss] < h2.val_loss[#h2.val_loss] and h1 or h2
result = accuracy(best.model, test)
