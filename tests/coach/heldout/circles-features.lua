-- Logistic regression on squared features: a linear model that suffices.
-- task: circles
seed(SEED)
local raw = data.circles{n = 300, noise = 0.08, seed = SEED}
local feats = cat({raw.x, raw.x ^ 2}, 2)
local ds = data.from(feats, raw.y, {task = "binary"})
local train, test = ds:split{train = 0.7, test = 0.3, seed = SEED}
local model = nn.Linear(4, 1)
local opt = optim.Adam(model:parameters(), {lr = 0.1})
local crit = nn.BCEWithLogitsLoss()
for i = 1, 200 do
  local loss = crit(model(train.x), train.y)
  opt:zero_grad()
  loss:backward()
  opt:step()
end
result = accuracy(model, test)
