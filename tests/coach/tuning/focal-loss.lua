-- A focal loss written out, for a rare class.
-- task: focal-loss
seed(SEED)
local x = randn(900, 2)
local y = (x[{{}, {1,1}}] * x[{{}, {2,2}}]):gt(0.8)
local train, val = data.from(x, y, {task = "binary"}):split{train = 0.7, val = 0.3, seed = SEED, stratify = true}
local m = mlp(2, 32, 1)
local opt = optim.Adam(m, {lr = 0.01})
for e = 1, 60 do
  for xb, yb in train:batches(32, {shuffle = true}) do
    local p = m(xb):sigmoid():clamp(1e-6, 1 - 1e-6)
    local pt = yb * p + (1 - yb) * (1 - p)
    local loss = -(((1 - pt) ^ 2) * pt:log()):mean()
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print(accuracy(m, val))
result = accuracy(m, val)
