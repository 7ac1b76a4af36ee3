-- What one types at the prompt, line after line.
-- task: moons
-- repl
seed(SEED)
train, val, test = data.moons{n = 260, noise = 0.15, seed = SEED}:split()
train:describe()
m = mlp(2, 32, 32, 1)
m:summary()
opt = optim.Adam(m:parameters(), {lr = 0.01})
crit = nn.BCEWithLogitsLoss()
loss = crit(m(train.x), train.y)
loss
opt:zero_grad()
loss:backward()
opt:step()
for i = 1, 200 do
  opt:zero_grad()
  loss = crit(m(train.x), train.y)
  loss:backward()
  opt:step()
end
loss
accuracy(m, train)
accuracy(m, val)
evaluate(m, test)
result = accuracy(m, test)
