-- Adam written out: moments in tables, bias correction, no optimizer of the library.
-- task: circles
seed(SEED)
local train, test = data.circles{n = 300, noise = 0.08, seed = SEED}:split{train = 0.7, test = 0.3, seed = SEED}
local net = mlp(2, 24, 24, 1)
local loss_fn = nn.BCEWithLogitsLoss()
local params = net:parameters()
local m, v = {}, {}
for i, p in ipairs(params) do m[i], v[i] = zeros_like(p), zeros_like(p) end
local b1, b2, rate = 0.9, 0.999, 0.02
for t = 1, 200 do
  net:zero_grad()
  local loss = loss_fn(net(train.x), train.y)
  loss:backward()
  no_grad(function()
    for i, p in ipairs(params) do
      local g = p.grad
      m[i] = m[i] * b1 + g * (1 - b1)
      v[i] = v[i] * b2 + g * g * (1 - b2)
      local mh, vh = m[i] / (1 - b1 ^ t), v[i] / (1 - b2 ^ t)
      p:add_(mh / (vh:sqrt() + 1e-8), -rate)
    end
  end)
end
result = accuracy(net, test)
