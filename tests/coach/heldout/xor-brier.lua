-- Squared error on sigmoid outputs for a binary task: unusual, and it works.
-- task: xor
seed(SEED)
local train, val, test = data.xor{n = 400, noise = 0.25, seed = SEED}:split{seed = SEED}
local model = mlp(2, 16, 16, 1, {act = "relu"})
local opt = optim.Adam(model:parameters(), {lr = 0.02})
local mse = nn.MSELoss()
for epoch = 1, 50 do
  for x, t in train:batches(32, {shuffle = true}) do
    local p = model(x):sigmoid()
    local loss = mse(p, t)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
local function share(part) return model(part.x):sigmoid():gt(0.5):eq(part.y):mean():item() end
print("val", share(val))
result = share(test)
