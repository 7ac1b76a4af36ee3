-- Raw measurements into a BatchNorm layer, which does the scaling.
-- task: wine5
-- modes: loop
seed(SEED)
local centre = tensor{{13.7, 2, 17, 106, 1100}, {12.3, 1.9, 20, 94, 520}, {13.1, 3.3, 21, 99, 630}}
local spread = tensor{0.5, 0.8, 2.5, 11, 160}
local labels = {}
for i = 1, 240 do labels[i] = i % 3 + 1 end
local y = tensor(labels)
local x = centre:index_select(1, y) + randn(240, 5) * spread
local train, val, test = data.from(x, y, {task = "multiclass"}):split{seed = SEED}

local model = nn.Sequential{nn.BatchNorm1d(5), nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 3)}
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 50 do
  model:train()
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
  model:eval()
  local hits = model(val.x):argmax(2):eq(val.y):sum():item()
  if epoch % 10 == 0 then print(epoch, hits / #val) end
end
model:eval()
result = model(test.x):argmax(2):eq(test.y):mean():item()
