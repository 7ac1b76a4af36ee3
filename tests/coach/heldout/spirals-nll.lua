-- log_softmax in a module's forward and NLLLoss outside.
-- task: spirals
seed(SEED)
local Classifier = function(width, classes)
  return nn.Module{
    one = nn.Linear(2, width), two = nn.Linear(width, width), three = nn.Linear(width, classes),
    forward = function(self, x)
      x = self.one(x):tanh()
      x = self.two(x):tanh()
      return self.three(x):log_softmax(2)
    end,
  }
end
local train, val, test = data.spirals{n = 420, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local net = Classifier(40, 3)
local opt = optim.NAdam(net:parameters(), {lr = 0.01})
local nll = nn.NLLLoss()
for epoch = 1, 60 do
  local running = 0
  for x, y in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local output = net(x)
    local loss = nll(output, y)
    loss:backward()
    opt:step()
    running = running + loss:item()
  end
  if epoch % 20 == 0 then print(epoch, running) end
end
print("val", net(val.x):argmax(2):eq(val.y):mean():item())
result = net(test.x):argmax(2):eq(test.y):mean():item()
