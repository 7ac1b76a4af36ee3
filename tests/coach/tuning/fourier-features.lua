-- Fixed random waves as features, their weights far larger than usual on purpose; only a line is learned.
-- task: sine
seed(SEED)
local train, test = data.sine{n = 200, noise = 0.1, seed = SEED}:split{train = 0.75, test = 0.25, seed = SEED}
local waves, shift = randn(1, 60) * 3, rand(60) * 6.28
local function features(x) return (x:mm(waves) + shift):cos() end
local line = nn.Linear(60, 1)
local opt = optim.Adam(line, {lr = 0.05})
for step = 1, 400 do
  opt:zero_grad()
  local loss = ((line(features(train.x)) - train.y) ^ 2):mean()
  loss:backward()
  opt:step()
end
result = 1 - ((line(features(test.x)) - test.y) ^ 2):mean():item() / test.y:var():item()
