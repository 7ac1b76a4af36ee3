-- cross_validate over three widths, then one network on all training rows, tested once.
-- task: circles
seed(SEED)
local rest, test = data.circles{n = 300, noise = 0.08, seed = SEED}:split{train = 0.75, test = 0.25, seed = SEED}
for _, width in ipairs{4, 16} do
  local r = cross_validate(function() return mlp(2, width, width, 1, {act = "tanh"}) end, rest,
    {k = 3, epochs = 30, lr = 0.02, verbose = false})
  print(width, r.accuracy or r)
end
local model = mlp(2, 16, 16, 1, {act = "tanh"})
fit(model, rest, {epochs = 60, lr = 0.02, verbose = false})
result = accuracy(model, test)
