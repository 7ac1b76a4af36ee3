-- Groups of three batches share a step; gradients are cleared when a group begins, losses scaled.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 400, noise = 0.08, seed = SEED}:split{seed = SEED}
local model = mlp(2, 24, 24, 1)
local opt = optim.Adam(model:parameters(), {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
local GROUP = 3
for epoch = 1, 50 do
  local i = 0
  for xb, yb in train:batches(16, {shuffle = true}) do
    if i % GROUP == 0 then opt:zero_grad() end
    local loss = crit(model(xb), yb)
    loss = loss / GROUP
    loss:backward()
    i = i + 1
    if i % GROUP == 0 then opt:step() end
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
