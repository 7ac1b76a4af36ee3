-- Average pooling, ELU, a flatten layer; validation in batches, hits summed.
-- task: tiles
seed(SEED)
local xs, ys = zeros(240, 1, 6, 6), {}
for i = 1, 240 do
  ys[i] = i % 4 + 1
  local a = math.floor(rand(1)[1] * 6) + 1
  for k = 1, 6 do
    local r, c = ({a, k, k, k})[ys[i]], ({k, a, k, 7 - k})[ys[i]]
    xs[{i, 1, r, c}] = 1
  end
end
xs = xs + randn_like(xs) * 0.1
local y = tensor(ys)
local order = randperm(240)
xs, y = xs:index_select(1, order), y:index_select(1, order)
local function part(a, n) return xs:narrow(1, a, n), y:narrow(1, a, n) end
local xt, yt = part(1, 160)
local xv, yv = part(161, 40)
local xe, ye = part(201, 40)
local net = nn.Sequential{nn.Conv2d(1, 8, 3, {padding = 1}), nn.ELU(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(72, 4)}
local opt = optim.SGD(net:parameters(), {lr = 0.1, momentum = 0.9})
local ce = nn.CrossEntropyLoss()
local function hits(x, t)
  local sum = 0
  for i = 1, #x, 20 do
    local z = net(x:narrow(1, i, 20))
    sum = sum + z:argmax(2):eq(t:narrow(1, i, 20)):sum():item()
  end
  return sum / #x
end
for epoch = 1, 25 do
  local p = randperm(160)
  for i = 1, 160, 20 do
    local idx = p:narrow(1, i, 20)
    opt:zero_grad()
    local loss = ce(net(xt:index_select(1, idx)), yt:index_select(1, idx))
    loss:backward()
    opt:step()
  end
  if epoch % 5 == 0 then print(epoch, hits(xv, yv)) end
end
result = hits(xe, ye)
