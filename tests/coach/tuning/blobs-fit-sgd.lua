-- Three classes, fit with SGD, momentum and a step schedule.
-- task: blobs
seed(SEED)
local ds = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED}
local train, val, test = ds:split{seed = SEED, stratify = true}
local model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
local opt = optim.SGD(model, {lr = 0.1, momentum = 0.9})
fit(model, train, {val = val, optimizer = opt, scheduler = optim.StepLR(opt, {step_size = 8, gamma = 0.5}),
  epochs = 20, batch = 20, verbose = false})
local e = evaluate(model, test)
print(e.confusion)
result = e.accuracy
