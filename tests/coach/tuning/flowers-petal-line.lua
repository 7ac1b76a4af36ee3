-- The width of a petal from its length, in a table made for telling kinds apart.
-- task: flowers-petal
seed(SEED)
local length, width, kind = {}, {}, {}
for i = 1, 150 do
  local k = (i - 1) // 50
  local r = randn(2):tolist()
  length[i] = math.floor(10 * (1.5 + 2 * k + 0.4 * r[1])) / 10
  width[i] = math.floor(10 * (0.3 + 0.8 * k + 0.12 * r[1] + 0.1 * r[2])) / 10
  kind[i] = k + 1
end
local flowers = data.from(stack({tensor(length), tensor(width)}, 2), tensor(kind), {task = "multiclass"})
local order = randperm(150)
local train, test = order[{{1, 120}}], order[{{121, 150}}]
local x, y = flowers.x[{{}, {1, 1}}], flowers.x[{{}, {2, 2}}]
local line = nn.Linear(1, 1)
local sgd, mse = optim.SGD(line, {lr = 0.05}), nn.MSELoss()
for step = 1, 600 do
  sgd:zero_grad()
  mse(line(x:index_select(1, train)), y:index_select(1, train)):backward()
  sgd:step()
end
local rest = y:index_select(1, test)
result = 1 - mse(line(x:index_select(1, test)), rest):item() / rest:var():item()
