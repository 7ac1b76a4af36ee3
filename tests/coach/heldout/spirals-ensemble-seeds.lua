-- Three members made in a function; predictions averaged by hand as probabilities.
-- task: spirals
seed(SEED)
local train, val, test = data.spirals{n = 360, classes = 3, noise = 0.15, seed = SEED}:split{seed = SEED}
local function member(k)
  seed(SEED * 100 + k)
  local m = mlp(2, 32, 32, 3)
  fit(m, train, {val = val, epochs = 50, lr = 0.02, batch = 24, verbose = false})
  return m:eval()
end
local members = {member(1), member(2), member(3)}
local p = no_grad(function()
  local sum = members[1](test.x):softmax(2)
  for i = 2, 3 do sum = sum + members[i](test.x):softmax(2) end
  return sum / 3
end)
result = p:argmax(2):eq(test.y):mean():item()
