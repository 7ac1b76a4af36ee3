-- Two networks trained side by side in the same loop, each with an optimizer of its own.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local small, large = mlp(2, 12, 12, 1), mlp(2, 48, 48, 1)
local opt_small = optim.Adam(small:parameters(), {lr = 0.02})
local opt_large = optim.Adam(large:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 30 do
  for xb, yb in train:batches(25, {shuffle = true}) do
    opt_small:zero_grad()
    crit(small(xb), yb):backward()
    opt_small:step()
    opt_large:zero_grad()
    crit(large(xb), yb):backward()
    opt_large:step()
  end
end
local a, b = accuracy(small, val), accuracy(large, val)
print("small", a, "large", b)
result = accuracy(a > b and small or large, test)
