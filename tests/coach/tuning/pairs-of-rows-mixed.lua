-- Differences of two rows, in and out; and an average of two shifted windows.
-- task: pairs
seed(SEED)
local x = randn(300, 4)
local ds = data.from(x, x:sum(2), {task = "regression"})
local model = mlp(4, 16, 1)
local opt = optim.Adam(model, {lr = 0.01})
local crit = nn.MSELoss()
local t = arange(1, 400):reshape(-1, 1) * 0.1
local series = data.from(t:sin(), t:cos(), {task = "regression"})
local m2 = mlp(1, 16, 1)
local o2 = optim.Adam(m2, {lr = 0.01})
for i = 1, 400 do
  local a, b = randperm(300):narrow(1, 1, 50), randperm(300):narrow(1, 1, 50)
  opt:zero_grad()
  local dx = ds.x:index_select(1, a) - ds.x:index_select(1, b)
  local dy = ds.y:index_select(1, a) - ds.y:index_select(1, b)
  crit(model(dx), dy):backward()
  opt:step()
  local at = randperm(390):narrow(1, 1, 50)
  local sx = (series.x:index_select(1, at) + series.x:index_select(1, at + 1)) / 2
  local sy = (series.y:index_select(1, at + 2) + series.y:index_select(1, at + 3)) / 2
  o2:zero_grad()
  crit(m2(sx), sy):backward()
  o2:step()
  local wx = (series.x:narrow(1, 1, 390) + series.x:narrow(1, 2, 390)) / 2
  local wy = (series.y:narrow(1, 3, 390) + series.y:narrow(1, 4, 390)) / 2
  o2:zero_grad()
  crit(m2(wx), wy):backward()
  o2:step()
  o2:zero_grad()
  local lx = ds.x:index_select(1, a) + (ds.x:index_select(1, b) - ds.x:index_select(1, a)) * 0.3
  local ly = ds.y:index_select(1, a) * 0.7 + ds.y:index_select(1, b) * 0.3
  opt:zero_grad()
  crit(model(lx), ly):backward()
  opt:step()
end
result = 1 - no_grad(function() return crit(model(ds.x), ds.y):item() end) / ds.y:var():item()
