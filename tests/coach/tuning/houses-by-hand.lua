-- The same kind of table as tensors; mean and deviation of the training rows by hand.
-- task: houses
-- units: raw
seed(SEED)
local n = 240
local area, year, distance = rand(n, 1) * 160 + 40, rand(n, 1) * 100 + 1920, rand(n, 1) * 20000
local x = cat({area, year, distance}, 2)
local y = area * 3 + (year - 1920) * 0.8 - distance / 200 + 50 + randn(n, 1) * 15
local order = randperm(n)
x, y = x:index_select(1, order), y:index_select(1, order)

local x_train, y_train = x:narrow(1, 1, 180), y:narrow(1, 1, 180)
local x_test, y_test = x:narrow(1, 181, 60), y:narrow(1, 181, 60)
local mu, sd = x_train:mean(1), x_train:std(1)
local ymu, ysd = y_train:mean(), y_train:std()
x_train = (x_train - mu) / sd -- @norm
x_test = (x_test - mu) / sd -- @norm
y_train, y_test = (y_train - ymu) / ysd, (y_test - ymu) / ysd

local model = nn.Sequential{nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1)}
local opt = optim.SGD(model:parameters(), {lr = 0.05, momentum = 0.9})
local mse = nn.MSELoss()
for epoch = 1, 60 do
  local order = randperm(180)
  for b = 0, 8 do
    local pick = order:narrow(1, b * 20 + 1, 20)
    local out = model(x_train:index_select(1, pick))
    local loss = mse(out, y_train:index_select(1, pick))
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
result = 1 - mse(model(x_test), y_test):item() / y_test:var():item()
