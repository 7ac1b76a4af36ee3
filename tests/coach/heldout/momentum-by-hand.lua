-- Momentum by hand, gradients cleared by setting them to zero after the update.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 420, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 48, 48, 3)
local ce = nn.CrossEntropyLoss()
local velocity = {}
for i, p in ipairs(model:parameters()) do velocity[i] = zeros_like(p) end
local function update(lr, mu)
  for i, p in ipairs(model:parameters()) do
    velocity[i]:mul_(mu):add_(p.grad)
    p:add_(velocity[i], -lr)
    p.grad:zero_()
  end
end
for epoch = 1, 60 do
  for x, y in train:batches(28, {shuffle = true}) do
    local loss = ce(model(x), y)
    loss:backward()
    no_grad(function() update(0.05, 0.9) end)
  end
end
print("val", accuracy(model, val))
result = accuracy(model, test)
