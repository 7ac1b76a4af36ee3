-- Plateau schedule on the validation loss; two log lines for each epoch, and a figure saved at the end.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 420, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 48, 48, 3)
local opt = optim.SGD(model:parameters(), {lr = 0.2, momentum = 0.9})
local sched = optim.ReduceLROnPlateau(opt, {factor = 0.5, patience = 4})
local crit = nn.CrossEntropyLoss()
local xs, ys = {}, {}
for epoch = 1, 50 do
  local total, n = 0, 0
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
    total, n = total + loss:item(), n + 1
  end
  local v = no_grad(function() return crit(model(val.x), val.y):item() end)
  sched:step(v)
  xs[epoch], ys[epoch] = epoch, v
  print(epoch, total / n)
  print(epoch, v, opt.lr)
end
local name = os.tmpname()
plot.curve(xs, ys):save(name .. ".svg")
os.remove(name .. ".svg")
os.remove(name)
result = accuracy(model, test)
