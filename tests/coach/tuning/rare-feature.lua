-- A feature that is 1 in one row of two hundred: standardised it reaches twenty deviations.
-- task: rare
-- units: raw
seed(SEED)
local n = 600
local x = randn(n, 3) * tensor{3, 0.5, 10} + tensor{5, 0, -20}
local flag = zeros(n, 1)
for i = 1, n, 200 do flag[{i, 1}] = 1 end
x = cat({x, flag}, 2)
local y = (x:narrow(2, 1, 1) / 3 - x:narrow(2, 3, 1) / 10 + randn(n, 1) * 0.3):gt(5 / 3 + 2)
local train, val, test = data.from(x, y, {task = "binary"}):split{seed = SEED}
local norm = data.Standardizer(train)
train, val, test = norm(train), norm(val), norm(test)
local model = mlp(4, 16, 1)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 25 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
