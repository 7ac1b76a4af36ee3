-- Adversarial training: a first backward gives the gradient at the input, the second trains.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 1)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 40 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    local x = xb:clone():requires_grad_()
    crit(model(x), yb):backward()
    local moved = (xb + x.grad:sign() * 0.05):detach()
    opt:zero_grad()
    local loss = (crit(model(xb), yb) + crit(model(moved), yb)) / 2
    loss:backward()
    opt:step()
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
