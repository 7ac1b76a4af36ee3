-- The next value of a series from the last six; trained on the past, tested on the future, in order.
-- task: series
seed(SEED)
local n, k = 400, 6
local s = {}
for t = 1, n do s[t] = math.sin(t * 0.3) + 0.3 * math.sin(t * 0.11) end
local x, y = {}, {}
for t = k + 1, n do
  local row = {}
  for j = 1, k do row[j] = s[t - j] end
  x[#x + 1], y[#y + 1] = row, {s[t]}
end
x, y = tensor(x), tensor(y) + randn(n - k, 1) * 0.05
local cut = 280
local xt, yt, xe, ye = x:narrow(1, 1, cut), y:narrow(1, 1, cut), x:narrow(1, cut + 1, n - k - cut), y:narrow(1, cut + 1, n - k - cut)
local net = mlp(k, 16, 1, {act = "tanh"})
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local mse = nn.MSELoss()
for epoch = 1, 40 do
  for first = 1, cut, 28 do
    opt:zero_grad()
    local loss = mse(net(xt:narrow(1, first, 28)), yt:narrow(1, first, 28))
    loss:backward()
    opt:step()
  end
end
result = 1 - mse(net(xe), ye):item() / ye:var():item()
