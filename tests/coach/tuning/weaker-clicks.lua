-- Clicks that the inputs explain by two per cent: that is all there is, and a logistic regression gets it.
-- task: weaker-clicks
seed(SEED)
local function clicks(n)
  local x = randn(n, 5)
  local p = (x:narrow(2, 1, 1) * 0.35 - x:narrow(2, 3, 1) * 0.2):sigmoid()
  return x, rand(n, 1):lt(p)
end
local x, y = clicks(2000)
local xv, yv = clicks(1000)
local line = nn.Linear(5, 1)
local opt = optim.SGD(line, {lr = 0.3})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 20 do
  for i = 1, 2000, 100 do
    opt:zero_grad()
    crit(line(x[{{i, i + 99}}]), y[{{i, i + 99}}]):backward()
    opt:step()
  end
  if epoch % 2 == 0 then print(epoch, no_grad(function() return crit(line(xv), yv):item() end)) end
end
local w = line.weight:detach():reshape(-1)
local truth = tensor{0.35, 0, -0.2, 0, 0}
result = (w * truth):sum():item() / (w:norm():item() * truth:norm():item())
