-- Predictions are collected batch by batch and compared with all targets at the end; rows by hand.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 1)
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
local n = #train
local x, y = train.x:narrow(1, 1, n), train.y
for epoch = 1, 40 do
  for first = 1, n, 20 do
    opt:zero_grad()
    local loss = crit(model(x:narrow(1, first, 20)), y:narrow(1, first, 20))
    loss:backward()
    opt:step()
  end
end
local function answers(ds)
  local outs = {}
  for xb in ds:batches(16) do outs[#outs + 1] = no_grad(function() return model(xb) end) end
  return cat(outs, 1)
end
local function grown(ds)
  local all
  for i = 1, #ds do
    local o = no_grad(function() return model(ds.x:narrow(1, i, 1)) end)
    all = all and cat({all, o}, 1) or o
  end
  return all
end
print(crit(answers(val), val.y):item(), crit(grown(val), val.y):item())
result = answers(test):gt(0):eq(test.y):mean():item()
