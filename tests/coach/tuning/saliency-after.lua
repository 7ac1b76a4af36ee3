-- After training, gradients at the inputs show which pixels matter; the weights are left alone.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = mlp(64, 48, 10)
fit(model, train, {val = val, epochs = 20, lr = 0.005, verbose = false})
model:eval()
for i = 1, 25 do
  local x = test.x[{{i, i}}]:clone():requires_grad_()
  local logits = model(x)
  logits:max():backward()
  if i % 5 == 0 then print(x.grad:abs():argmax(2):item()) end
end
result = accuracy(model, test)
