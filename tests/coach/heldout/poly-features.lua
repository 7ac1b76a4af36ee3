-- Linear regression on polynomial features by gradient descent, weights of zero, one layer.
-- task: polynomial
seed(SEED)
local ds = data.polynomial{n = 240, degree = 3, noise = 0.1, seed = SEED}
local x = data.polynomial_features(ds.x, 5)
local all = data.from(x, ds.y, {task = "regression"})
local train, test = all:split{train = 0.75, test = 0.25, seed = SEED}
local model = nn.Linear(x:size(2), 1, {init = "zeros"})
local opt = optim.Adam(model:parameters(), {lr = 0.05})
local mse = nn.MSELoss()
for step = 1, 600 do
  opt:zero_grad()
  local loss = mse(model(train.x), train.y)
  loss:backward()
  opt:step()
end
result = 1 - mse(model(test.x), test.y):item() / test.y:var():item()
