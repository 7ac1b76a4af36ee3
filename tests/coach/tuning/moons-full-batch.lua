-- Full-batch gradient descent, zero_grad after the step.
-- task: moons
seed(SEED)
local ds = data.moons{n = 250, noise = 0.12, seed = SEED}
local train, test = ds:split{train = 0.7, test = 0.3, seed = SEED}
local m = mlp(2, 24, 24, 1, {act = "tanh"})
local o = optim.SGD(m, {lr = 0.5, momentum = 0.9})
local bce = nn.BCEWithLogitsLoss()
for step = 1, 300 do
  local loss = bce(m(train.x), train.y)
  loss:backward()
  o:step()
  o:zero_grad()
  if step % 50 == 0 then print(step, loss:item()) end
end
result = m(test.x):gt(0):eq(test.y):mean():item()
