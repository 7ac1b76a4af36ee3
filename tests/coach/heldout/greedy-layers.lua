-- Layers are trained one after the other, each with a head of its own; earlier ones stay as they are.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 450, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local crit = nn.CrossEntropyLoss()
local body = {nn.Linear(2, 48), nn.Linear(48, 48), nn.Linear(48, 48)}
local heads = {nn.Linear(48, 3), nn.Linear(48, 3), nn.Linear(48, 3)}
local function features(x, depth)
  for i = 1, depth do x = body[i](x):relu() end
  return x
end
for depth = 1, 3 do
  local params = body[depth]:parameters()
  for _, p in ipairs(heads[depth]:parameters()) do params[#params + 1] = p end
  local opt = optim.Adam(params, {lr = 0.01})
  for epoch = 1, 40 do
    for xb, yb in train:batches(27, {shuffle = true}) do
      local h = no_grad(function() return features(xb, depth - 1) end)
      local loss = crit(heads[depth](body[depth](h):relu()), yb)
      opt:zero_grad()
      loss:backward()
      opt:step()
    end
  end
  print(depth, heads[depth](features(val.x, depth)):argmax(2):eq(val.y):mean():item())
end
result = heads[3](features(test.x, 3)):argmax(2):eq(test.y):mean():item()
