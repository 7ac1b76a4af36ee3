-- Batch gradient descent where the batches only save memory: one step an epoch, gradients summed over
-- the rows and divided by their number.
-- task: teacher
seed(SEED)
local w = randn(6, 1)
local x = randn(400, 6)
local y = (x:mm(w)):tanh() + x:narrow(2, 1, 1) * 0.5
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
local net = mlp(6, 32, 1, {act = "tanh"})
local opt = optim.Adam(net:parameters(), {lr = 0.02})
for epoch = 1, 200 do
  opt:zero_grad()
  for xb, yb in train:batches(60) do
    local loss = ((net(xb) - yb) ^ 2):sum() / #train
    loss:backward()
  end
  opt:step()
end
print("val", evaluate(net, val).loss)
result = 1 - evaluate(net, test).loss / test.y:var():item()
