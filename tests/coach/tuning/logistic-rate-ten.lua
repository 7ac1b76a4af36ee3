-- Logistic regression on all rows at once with a rate of 10: a smooth problem takes long steps.
-- task: overlap
seed(SEED)
local train, test = data.blobs{n = 300, classes = 2, std = 1.6, seed = SEED}:split{train = 0.7, test = 0.3, seed = SEED}
local scale = data.Standardizer(train)
train, test = scale(train), scale(test)
local function yes(ds) return (ds.y - 1):reshape(-1, 1) end
local line = nn.Linear(2, 1)
local opt = optim.SGD(line, {lr = 10})
local crit = nn.BCEWithLogitsLoss()
for step = 1, 120 do
  opt:zero_grad()
  crit(line(train.x), yes(train)):backward()
  opt:step()
end
result = no_grad(function() return line(test.x):gt(0):eq(yes(test)):mean():item() end)
