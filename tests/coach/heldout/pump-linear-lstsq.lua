-- The closed-form line as a reference, and SGD on the same standardised columns.
-- task: line2
seed(SEED)
local n = 200
local x = cat({rand(n, 1) * 9 + 1, rand(n, 1) * 2000 + 1000}, 2)
local y = x:narrow(2, 1, 1) * -0.8 + x:narrow(2, 2, 1) * 0.01 + randn(n, 1) * 0.2
local mean, dev = x:mean(1), x:std(1)
local z = (x - mean) / dev -- @norm
local t = (y - y:mean()) / y:std()
local exact = z:lstsq(t)
local layer = nn.Linear(2, 1, {bias = false})
local opt = optim.SGD({layer.weight}, {lr = 0.1})
for i = 1, 100 do
  opt:zero_grad()
  local loss = ((layer(z) - t) ^ 2):mean()
  loss:backward()
  opt:step()
end
result = 1 - (layer.weight:t() - exact):norm():item()
