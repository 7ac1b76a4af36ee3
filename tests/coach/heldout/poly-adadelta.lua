-- Adadelta with its rate of one.
-- task: polynomial
seed(SEED)
local train, val, test = data.polynomial{n = 240, degree = 3, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = nn.Sequential{nn.Linear(1, 32), nn.Softplus(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1)}
local opt = optim.Adadelta(model:parameters(), {lr = 1})
local lossf = nn.MSELoss()
for e = 1, 150 do
  for x, y in train:batches(18, {shuffle = true}) do
    local loss = lossf(model(x), y)
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print("val", evaluate(model, val).loss)
result = 1 - evaluate(model, test).loss / test.y:var():item()
