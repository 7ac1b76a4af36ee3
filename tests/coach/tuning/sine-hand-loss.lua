-- Mean squared error written out, with an L2 penalty by hand.
-- task: sine
seed(SEED)
local train, test = data.sine{n = 160, noise = 0.1, seed = SEED}:split{train = 0.75, test = 0.25, seed = SEED}
local net = nn.Sequential{nn.Linear(1, 40), nn.Tanh(), nn.Linear(40, 1)}
local opt = optim.Adam(net, {lr = 0.03})
local lambda = 1e-5
for i = 1, 400 do
  local pred = net(train.x)
  local loss = ((pred - train.y) ^ 2):mean()
  for _, p in ipairs(net:parameters()) do
    if p:dim() == 2 then loss = loss + lambda * (p ^ 2):sum() end
  end
  opt:zero_grad()
  loss:backward()
  opt:step()
end
local pred = net(test.x)
result = 1 - ((pred - test.y) ^ 2):mean():item() / test.y:var():item()
