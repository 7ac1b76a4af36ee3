-- L1Loss with Adamax; the learning rate is halved by hand every thirty epochs.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 240, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = mlp(1, 32, 32, 1, {act = "elu"})
local opt = optim.Adamax(model:parameters(), {lr = 0.02})
local mae = nn.L1Loss()
for epoch = 1, 90 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = mae(model(xb), yb)
    loss:backward()
    opt:step()
  end
  if epoch % 30 == 0 then opt.lr = opt.lr / 2 end
end
print("val", evaluate(model, val).loss)
local rest = ((model(test.x) - test.y) ^ 2):mean():item()
result = 1 - rest / test.y:var():item()
