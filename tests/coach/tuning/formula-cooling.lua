-- A law of cooling: three numbers with units of their own, fitted to sixty minutes by Adam.
-- task: cooling
seed(SEED)
local t = arange(0, 59)
local seen = (t * -0.05):exp() * 60 + 20 + randn(60) * 0.5
local start, rate, room = tensor(40):requires_grad_(), tensor(0.02):requires_grad_(),
  tensor(15):requires_grad_()
local opt = optim.Adam({start, rate, room}, {lr = 0.05})
for i = 1, 2000 do
  opt:zero_grad()
  local loss = ((start * (t * -1 * rate):exp() + room - seen) ^ 2):mean()
  loss:backward()
  opt:step()
end
result = 1 - math.abs(rate:item() - 0.05) / 0.05
