-- One customer in ten leaves; the rare class is weighted; judged by recall of both classes.
-- task: churn
seed(SEED)
local n = 600
local x = randn(n, 4)
local score = x:narrow(2, 1, 1) * 2 + x:narrow(2, 2, 1) * 1.5 - x:narrow(2, 3, 1) - 4 + randn(n, 1) * 0.5
local y = score:gt(0)
local train, val, test = data.from(x, y, {task = "binary"}):split{seed = SEED, stratify = true}
local share = train.y:mean():item()
local model = mlp(4, 16, 1)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss{pos_weight = (1 - share) / share}
for epoch = 1, 40 do
  for xb, yb in train:batches(36, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
end
local function balanced(part)
  local said = model(part.x):gt(0)
  local yes = (said * part.y):sum():item() / part.y:sum():item()
  local no = ((1 - said) * (1 - part.y)):sum():item() / (1 - part.y):sum():item()
  return (yes + no) / 2
end
print("val", balanced(val))
result = balanced(test)
