-- Rows permuted once an epoch, batches by narrow, momentum, cosine decay stepped each epoch.
-- task: spirals
seed(SEED)
local ds = data.spirals{n = 480, classes = 3, noise = 0.15, seed = SEED}
local train, val, test = ds:split{seed = SEED}
local net = nn.Sequential{nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 3)}
local EPOCHS, SIZE = 60, 24
local opt = optim.SGD(net:parameters(), {lr = 0.1, momentum = 0.9, nesterov = true})
local sched = optim.CosineAnnealingLR(opt, {T_max = EPOCHS})
local loss_fn = nn.CrossEntropyLoss()
local n = #train
for epoch = 1, EPOCHS do
  local perm = randperm(n)
  local x, y = train.x:index_select(1, perm), train.y:index_select(1, perm)
  local start = 1
  while start <= n do
    local len = math.min(SIZE, n - start + 1)
    local xb, yb = x:narrow(1, start, len), y:narrow(1, start, len)
    opt:zero_grad()
    local loss = loss_fn(net(xb), yb)
    loss:backward()
    opt:step()
    start = start + len
  end
  sched:step()
end
print("val", net(val.x):argmax(2):eq(val.y):mean():item())
result = net(test.x):argmax(2):eq(test.y):mean():item()
