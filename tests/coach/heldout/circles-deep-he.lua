-- Eight layers, ReLU, He's start: deep, and fine.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 400, noise = 0.08, seed = SEED}:split{seed = SEED}
local layers = {nn.Linear(2, 24), nn.ReLU()}
for _ = 1, 6 do
  layers[#layers + 1] = nn.Linear(24, 24)
  layers[#layers + 1] = nn.ReLU()
end
layers[#layers + 1] = nn.Linear(24, 1)
local deep = nn.Sequential(layers)
nn.init.model(deep, "kaiming_normal")
local opt = optim.SGD(deep, {lr = 0.05, momentum = 0.5})
local bce = nn.BCEWithLogitsLoss()
for epoch = 1, 40 do
  for x, y in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local loss = bce(deep(x), y)
    loss:backward()
    opt:step()
  end
end
print("val", accuracy(deep, val))
result = accuracy(deep, test)
