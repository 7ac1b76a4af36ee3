-- Learning rates compared on val by sweep; the test rows are looked at once, for the winner.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 260, noise = 0.15, seed = SEED}:split{seed = SEED}
local best, best_acc
for _, lr in ipairs{0.003, 0.01, 0.03} do
  for _, width in ipairs{8, 32} do
    local m = mlp(2, width, width, 1)
    fit(m, train, {val = val, epochs = 20, lr = lr, verbose = false})
    local a = accuracy(m, val)
    print(("lr %.3f width %d: %.3f"):format(lr, width, a))
    if not best_acc or a > best_acc then best, best_acc = m, a end
  end
end
result = accuracy(best, test)
