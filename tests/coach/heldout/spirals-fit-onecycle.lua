-- Three arms, fit with a scheduler for every batch.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 450, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 48, 48, 3)
local opt = optim.Adam(model:parameters(), {lr = 0.002})
local epochs, batch = 40, 30
local sched = optim.OneCycleLR(opt, {max_lr = 0.02, total_steps = epochs * math.ceil(#train / batch)})
fit(model, train, {val = val, optimizer = opt, scheduler = sched, epochs = epochs, batch = batch, verbose = false})
result = accuracy(model, test)
