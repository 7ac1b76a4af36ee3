-- Cross-entropy on logits; softmax is taken only to print probabilities.
-- task: blobs
seed(SEED)
local train, val, test = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED}:split{seed = SEED}
local model = mlp(2, 16, 16, 3)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local loss_fn = nn.CrossEntropyLoss()
for epoch = 1, 25 do
  for x, y in train:batches(30, {shuffle = true}) do
    local logits = model(x)
    local loss = loss_fn(logits, y)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
  local probs = model(val.x):softmax(2)
  if epoch % 5 == 0 then print(epoch, "mean confidence", probs:max(2):mean():item()) end
end
local probs = model(test.x):softmax(2)
print(probs[1])
result = probs:argmax(2):eq(test.y):mean():item()
