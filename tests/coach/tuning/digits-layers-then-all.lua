-- Layer by layer on codes of the layers below, then all together.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local l1 = nn.Sequential{nn.Linear(64, 48), nn.ReLU()}
local l2 = nn.Sequential{nn.Linear(48, 24), nn.ReLU()}
local head = nn.Linear(24, 10)
local crit = nn.CrossEntropyLoss()
local function fit_layer(below, part, epochs)
  local opt = optim.Adam(part, {lr = 0.01})
  for epoch = 1, epochs do
    for x, y in train:batches(30, {shuffle = true}) do
      local code = below and no_grad(function() return below(x) end) or x
      opt:zero_grad()
      crit(part(code), y):backward()
      opt:step()
    end
  end
end
fit_layer(nil, nn.Sequential{l1, nn.Linear(48, 10)}, 8)
fit_layer(l1, nn.Sequential{l2, head}, 8)
local model = nn.Sequential{l1, l2, head}
print("before", accuracy(model, val))
fit_layer(nil, model, 10)
print("after", accuracy(model, val))
result = accuracy(model, test)
