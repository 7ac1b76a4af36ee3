-- Linear warm-up for 40 steps, then a cosine written out by hand.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 1)
local peak, warm, steps = 0.3, 40, 400
local opt = optim.SGD(model:parameters(), {lr = 1e-4, momentum = 0.8})
local crit = nn.BCEWithLogitsLoss()
local step = 0
while step < steps do
  for xb, yb in train:batches(32, {shuffle = true}) do
    step = step + 1
    if step <= warm then opt.lr = peak * step / warm
    else opt.lr = peak * 0.5 * (1 + math.cos(math.pi * math.min(1, (step - warm) / (steps - warm)))) end
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
end
print("val", evaluate(model, val).loss)
result = accuracy(model, test)
