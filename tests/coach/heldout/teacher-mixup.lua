-- Mixup: training batches blended with themselves in another order.
-- task: teacher
seed(SEED)
local w = randn(6, 1)
local x = randn(500, 6)
local y = (x:mm(w)):tanh() + x:narrow(2, 1, 1) * 0.5
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
local net = mlp(6, 48, 1, {act = "gelu"})
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local mse = nn.MSELoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(25, {shuffle = true}) do
    local order = randperm(#xb)
    local share = 0.9 + 0.1 * rand(1)[1]
    local xm = xb * share + xb:index_select(1, order) * (1 - share)
    local ym = yb * share + yb:index_select(1, order) * (1 - share)
    opt:zero_grad()
    local loss = mse(net(xm), ym)
    loss:backward()
    opt:step()
  end
end
print("val", evaluate(net, val).loss)
result = 1 - evaluate(net, test).loss / test.y:var():item()
