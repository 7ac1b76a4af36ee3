-- Walk-forward: an ever longer past foretells the next block; each block is a test set once.
-- task: forward
seed(SEED)
local t = arange(1, 360):reshape(-1, 1) * 0.12
local ds = data.from(cat({t:sin(), t:cos()}, 2), (t + 0.5):sin(), {task = "regression"})
local model = mlp(2, 24, 1, {act = "tanh"})
local opt = optim.Adam(model, {lr = 0.01})
local crit = nn.MSELoss()
local errors = {}
for past = 120, 300, 60 do
  local x, y = ds.x:narrow(1, 1, past), ds.y:narrow(1, 1, past)
  for i = 1, 150 do
    opt:zero_grad()
    crit(model(x), y):backward()
    opt:step()
  end
  local block = data.from(ds.x:narrow(1, past + 1, 60), ds.y:narrow(1, past + 1, 60),
    {task = "regression", role = "test"})
  errors[#errors + 1] = no_grad(function() return crit(model(block.x), block.y):item() end)
end
result = 1 - errors[#errors]
