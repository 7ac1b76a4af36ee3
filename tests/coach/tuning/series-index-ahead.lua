-- Windows at random places of a series: rows i to i + 3 foretell the target of row i + 5.
-- task: series-ahead
seed(SEED)
local t = arange(1, 500):reshape(-1, 1) * 0.13
local ds = data.from(t:sin() + randn(500, 1) * 0.05, t:cos(), {task = "regression"})
local model, one = mlp(4, 24, 1), mlp(1, 8, 1)
local opt = optim.Adam(model, {lr = 0.01})
local opt1 = optim.Adam(one, {lr = 0.01})
local crit = nn.MSELoss()
local function window(at)
  local cols = {}
  for k = 0, 3 do cols[#cols + 1] = ds.x:index_select(1, at + k) end
  return cat(cols, 2), ds.y:index_select(1, at + 5)
end
for i = 1, 400 do
  local x, y = window(randperm(350):narrow(1, 1, 40))
  opt:zero_grad()
  crit(model(x), y):backward()
  opt:step()
  local at = randperm(350):narrow(1, 1, 40)
  opt1:zero_grad()
  crit(one(ds.x:index_select(1, at)), ds.y:index_select(1, at + 1)):backward()
  opt1:step()
end
local x, y = window(arange(360, 490))
result = 1 - no_grad(function() return crit(model(x), y):item() end) / y:var():item()
