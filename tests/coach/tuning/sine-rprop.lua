-- Rprop on the full batch; the network is left running long after it has converged.
-- task: sine
seed(SEED)
local train, test = data.sine{n = 200, noise = 0.1, seed = SEED}:split{train = 0.7, test = 0.3, seed = SEED}
local m = mlp(1, 12, 1, {act = "tanh"})
local opt = optim.Rprop(m:parameters(), {lr = 0.01})
local mse = nn.MSELoss()
for it = 1, 400 do
  opt:zero_grad()
  local l = mse(m(train.x), train.y)
  l:backward()
  opt:step()
  if it % 100 == 0 then print(it, l:item()) end
end
result = 1 - mse(m(test.x), test.y):item() / test.y:var():item()
