-- train_one_epoch and validate, two functions that set the mode they need.
-- task: circles
-- modes: loop
seed(SEED)
local train, val, test = data.circles{n = 500, noise = 0.08, seed = SEED}:split{seed = SEED}
local net = nn.Sequential(
  nn.Linear(2, 64), nn.ReLU(), nn.Dropout(0.1),
  nn.Linear(64, 32), nn.ReLU(),
  nn.Linear(32, 1))
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local loss_fn = nn.BCEWithLogitsLoss()

local function train_one_epoch()
  net:train()
  local total = 0
  for x, y in train:batches(30, {shuffle = true}) do
    local loss = loss_fn(net(x), y)
    opt:zero_grad()
    loss:backward()
    opt:step()
    total = total + loss:item() * #x
  end
  return total / #train
end

local function validate(part)
  net:eval()
  local z = no_grad(function() return net(part.x) end)
  return loss_fn(z, part.y):item(), z:gt(0):eq(part.y):mean():item()
end

for e = 1, 40 do
  local a = train_one_epoch()
  local b, acc = validate(val)
  if e % 10 == 0 then print(e, a, b, acc) end
end
result = select(2, validate(test))
