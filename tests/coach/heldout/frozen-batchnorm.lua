-- A body with BatchNorm is trained, then put to rest in eval mode; only a new head learns.
-- task: wine5
seed(SEED)
local centre = tensor{{13.7, 2, 17, 106, 1100}, {12.3, 1.9, 20, 94, 520}, {13.1, 3.3, 21, 99, 630}}
local spread = tensor{0.5, 0.8, 2.5, 11, 160}
local labels = {}
for i = 1, 240 do labels[i] = i % 3 + 1 end
local y = tensor(labels)
local x = centre:index_select(1, y) + randn(240, 5) * spread
local train, val, test = data.from(x, y, {task = "multiclass"}):split{seed = SEED}
local norm = data.Standardizer(train)
train, val, test = norm(train), norm(val), norm(test)
local body = nn.Sequential{nn.Linear(5, 24), nn.BatchNorm1d(24), nn.ReLU()}
fit(nn.Sequential{body, nn.Linear(24, 3)}, train, {val = val, epochs = 20, lr = 0.01, verbose = false})
body:eval()
for _, p in ipairs(body:parameters()) do p:requires_grad_(false) end
local head = nn.Linear(24, 3)
local opt = optim.SGD(head:parameters(), {lr = 0.1, momentum = 0.9})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 20 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(head(body(xb)), yb)
    loss:backward()
    opt:step()
  end
end
print("val", head(body(val.x)):argmax(2):eq(val.y):mean():item())
result = head(body(test.x)):argmax(2):eq(test.y):mean():item()
