-- Label smoothing, weight decay and an exponential schedule.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 400, classes = 5, std = 0.6, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 5, {act = "gelu"})
local opt = optim.AdamW(model:parameters(), {lr = 0.01, weight_decay = 0.01})
local sched = optim.ExponentialLR(opt, {gamma = 0.95})
local crit = nn.CrossEntropyLoss{label_smoothing = 0.1}
for epoch = 1, 25 do
  model:train()
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
  sched:step()
  model:eval()
  print(epoch, opt.lr, accuracy(model, val))
end
result = accuracy(model, test)
