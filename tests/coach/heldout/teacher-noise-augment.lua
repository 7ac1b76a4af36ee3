-- Noise on the training inputs, fresh in each batch; val and test are left alone.
-- task: teacher
seed(SEED)
local w = randn(6, 1)
local x = randn(500, 6)
local y = (x:mm(w)):tanh() + x:narrow(2, 1, 1) * 0.5
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
local net = mlp(6, 48, 1)
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local loss_fn = nn.MSELoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(25, {shuffle = true}) do
    opt:zero_grad()
    local loss = loss_fn(net(xb + randn_like(xb) * 0.05), yb)
    loss:backward()
    opt:step()
  end
end
print("val", evaluate(net, val).loss)
result = 1 - evaluate(net, test).loss / test.y:var():item()
