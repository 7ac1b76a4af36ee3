-- Growth to a limit, in years and thousands; each number has a rate that suits it.
-- task: growth
seed(SEED)
local year = arange(1900, 1999)
local count = ((year - 1950) * 0.08):sigmoid() * 3000 + 1000
local limit, pace, middle = tensor(2500):requires_grad_(), tensor(0.06):requires_grad_(),
  tensor(1945):requires_grad_()
local all = {optim.Adam({limit}, {lr = 5}), optim.Adam({pace}, {lr = 0.001}),
  optim.Adam({middle}, {lr = 0.1})}
for i = 1, 1000 do
  for _, opt in ipairs(all) do opt:zero_grad() end
  local loss = ((((year - middle) * pace):sigmoid() * limit + 1000 - count) / 1000):pow(2):mean()
  loss:backward()
  for _, opt in ipairs(all) do opt:step() end
end
result = 1 - math.abs(limit:item() - 3000) / 3000
