-- Two dice: the same rows come up in every part, by nature.
-- task: dice
seed(SEED)
math.randomseed(SEED)
local x, y = {}, {}
for i = 1, 600 do
  local a, b = math.random(6), math.random(6)
  x[i], y[i] = {a, b}, {a + b >= 7 and 1 or 0}
end
local train, val, test = data.from(tensor(x), tensor(y), {task = "binary"}):split{seed = SEED}
local m = mlp(2, 16, 1)
local h = fit(m, train, {val = val, epochs = 60, lr = 0.02, verbose = false})
print(evaluate(m, test).accuracy)
result = evaluate(m, test).accuracy
