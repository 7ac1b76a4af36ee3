-- At the prompt with dropout: train and eval typed by hand.
-- task: circles
-- repl
seed(SEED)
train, val, test = data.circles{n = 400, noise = 0.08, seed = SEED}:split()
m = nn.Sequential{nn.Linear(2, 48), nn.ReLU(), nn.Dropout(0.1), nn.Linear(48, 1)}
opt = optim.Adam(m:parameters(), {lr = 0.02})
crit = nn.BCEWithLogitsLoss()
m:train()
for i = 1, 300 do
  opt:zero_grad()
  loss = crit(m(train.x), train.y)
  loss:backward()
  opt:step()
end
loss
m:eval()
m(val.x):gt(0):eq(val.y):mean()
m:train()
for i = 1, 100 do
  opt:zero_grad()
  loss = crit(m(train.x), train.y)
  loss:backward()
  opt:step()
end
m:eval()
result = m(test.x):gt(0):eq(test.y):mean():item()
