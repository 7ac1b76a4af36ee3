-- The Brier score: softmax, one-hot targets and mean squared error. On purpose and correct.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local model = mlp(2, 24, 3, {act = "tanh"})
local opt = optim.Adam(model:parameters(), {lr = 0.02})
local mse = nn.MSELoss()
local onehot = data.one_hot(train.y, 3)
for step = 1, 150 do
  local p = model(train.x):softmax(2)
  local loss = mse(p, onehot)
  opt:zero_grad()
  loss:backward()
  opt:step()
end
print("val", model(val.x):argmax(2):eq(val.y):mean():item())
result = model(test.x):argmax(2):eq(test.y):mean():item()
