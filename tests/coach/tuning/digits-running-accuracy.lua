-- Training accuracy counted on the fly from the training passes, dropout on, as everybody does.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 10)}
local opt = optim.Adam(model:parameters(), {lr = 0.005})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 12 do
  local seen, right, total = 0, 0, 0
  for xb, yb in train:batches(32, {shuffle = true}) do
    opt:zero_grad()
    local out = model(xb)
    local loss = crit(out, yb)
    loss:backward()
    opt:step()
    right = right + out:argmax(2):eq(yb):sum():item()
    seen = seen + #yb
    total = total + loss:item() * #yb
  end
  print(epoch, total / seen, right / seen)
end
print("val", accuracy(model, val))
result = accuracy(model, test)
