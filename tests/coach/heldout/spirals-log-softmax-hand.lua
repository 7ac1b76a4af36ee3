-- log_softmax by method, the right entries picked with a one-hot mask, and their mean negated.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 360, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 40, 40, 3, {act = "tanh"})
local opt = optim.Adam(model:parameters(), {lr = 0.02})
local function nll(logits, y)
  local mask = data.one_hot(y, 3)
  return -(logits:log_softmax(2) * mask):sum() / #y
end
for i = 1, 60 do
  for xb, yb in train:batches(36, {shuffle = true}) do
    local loss = nll(model(xb), yb)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print("val", nll(model(val.x), val.y):item())
result = model(test.x):argmax(2):eq(test.y):mean():item()
