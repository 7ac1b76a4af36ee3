-- Softmax regression from weights of 0 with a rate of 5 on digits in 0..1.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 600, noise = 0.1, seed = SEED}:split{seed = SEED}
local net = nn.Linear(64, 10, {init = "zeros"})
local opt = optim.SGD(net, {lr = 1})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 30 do
  for xb, yb in train:batches(40, {shuffle = true}) do
    opt:zero_grad()
    crit(net(xb), yb):backward()
    opt:step()
  end
end
print("val", crit(net(val.x), val.y):item())
result = net(test.x):argmax(2):eq(test.y):mean():item()
