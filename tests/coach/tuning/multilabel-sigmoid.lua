-- The same with Sigmoid in the network and BCELoss, trained by hand.
-- task: labels
seed(SEED)
local train, val, test = data.multilabel{n = 500, labels = 4, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 4), nn.Sigmoid()}
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local bce = nn.BCELoss()
for epoch = 1, 40 do
  for xb, yb in train:batches(32, {shuffle = true}) do
    local loss = bce(model(xb), yb)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print("val", model(val.x):gt(0.5):eq(val.y):mean():item())
result = model(test.x):gt(0.5):eq(test.y):mean():item()
