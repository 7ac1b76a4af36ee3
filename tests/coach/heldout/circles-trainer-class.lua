-- A Trainer with a metatable, as people write who come from Python classes.
-- task: circles
seed(SEED)
local Trainer = {}
Trainer.__index = Trainer

function Trainer.new(net, cfg)
  local self = setmetatable({net = net, cfg = cfg}, Trainer)
  self.optim = optim.SGD(net:parameters(), {lr = cfg.lr, momentum = cfg.momentum})
  self.criterion = nn.BCEWithLogitsLoss()
  return self
end

function Trainer:step(x, t)
  self.optim:zero_grad()
  local z = self.net(x)
  local loss = self.criterion(z, t)
  loss:backward()
  self.optim:step()
  return loss:item()
end

function Trainer:run(ds)
  for _ = 1, self.cfg.epochs do
    local sum, k = 0, 0
    for x, t in ds:batches(self.cfg.batch, {shuffle = true}) do
      sum, k = sum + self:step(x, t), k + 1
    end
    self.last = sum / k
  end
  return self
end

function Trainer:accuracy(ds)
  return no_grad(function() return self.net(ds.x):gt(0):eq(ds.y):mean():item() end)
end

local train, val, test = data.circles{n = 360, noise = 0.08, seed = SEED}:split{seed = SEED}
local net = nn.Sequential{nn.Linear(2, 24), nn.ReLU(), nn.Linear(24, 24), nn.ReLU(), nn.Linear(24, 1)}
local trainer = Trainer.new(net, {lr = 0.1, momentum = 0.9, epochs = 40, batch = 24}):run(train)
print(trainer.last, trainer:accuracy(val))
result = trainer:accuracy(test)
