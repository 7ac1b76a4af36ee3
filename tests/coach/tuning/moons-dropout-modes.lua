-- Dropout, with train() and eval() switched by hand in every epoch.
-- task: moons
-- modes: loop
seed(SEED)
local ds = data.moons{n = 400, noise = 0.15, seed = SEED}
local train, val, test = ds:split{train = 0.5, val = 0.25, test = 0.25, seed = SEED}
local net = nn.Sequential{
  nn.Linear(2, 48), nn.ReLU(), nn.Dropout(0.2),
  nn.Linear(48, 48), nn.ReLU(), nn.Dropout(0.2),
  nn.Linear(48, 1),
}
local optimizer = optim.Adam(net:parameters(), {lr = 0.01})
local criterion = nn.BCEWithLogitsLoss()

for epoch = 1, 40 do
  net:train()
  for xb, yb in train:batches(25, {shuffle = true}) do
    optimizer:zero_grad()
    local out = net(xb)
    local loss = criterion(out, yb)
    loss:backward()
    optimizer:step()
  end
  net:eval()
  no_grad(function()
    local logits = net(val.x)
    local acc = logits:gt(0):eq(val.y):mean():item()
    print(("epoch %d: val loss %.3f, accuracy %.3f"):format(epoch,
      criterion(logits, val.y):item(), acc))
  end)
end

net:eval()
local right = no_grad(function() return net(test.x):gt(0):eq(test.y):sum():item() end)
result = right / #test
