-- The same network goes on training with all rows after it was tested.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 24, 1)
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
local function epochs(n, x, y)
  for i = 1, n do
    opt:zero_grad()
    local loss = crit(model(x), y)
    loss:backward()
    opt:step()
    if i % 20 == 0 then print(i, loss:item()) end
  end
end
epochs(150, train.x, train.y)
print("val", accuracy(model, val))
result = accuracy(model, test)
epochs(50, cat({train.x, val.x, test.x}, 1), cat({train.y, val.y, test.y}, 1))
