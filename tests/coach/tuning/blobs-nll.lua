-- LogSoftmax at the end and NLLLoss.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 4, std = 0.7, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(2, 24), nn.Tanh(), nn.Linear(24, 4), nn.LogSoftmax()}
local opt = optim.Adagrad(model:parameters(), {lr = 0.1})
local nll = nn.NLLLoss()
for epoch = 1, 30 do
  for xb, yb in train:batches(25, {shuffle = true}) do
    local logp = model(xb)
    local loss = nll(logp, yb)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print("val", model(val.x):argmax(2):eq(val.y):mean():item())
result = model(test.x):argmax(2):eq(test.y):mean():item()
