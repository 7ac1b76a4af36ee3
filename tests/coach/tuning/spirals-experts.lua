-- A softmax inside the network shares out the say of three experts.
-- task: spirals-experts
seed(SEED)
local train, val = data.spirals{n = 500, noise = 0.1, seed = SEED}:split{train = 0.8, val = 0.2, seed = SEED}
local moe = nn.Module{
  gate = mlp(2, 16, 3), e1 = mlp(2, 24, 1), e2 = mlp(2, 24, 1), e3 = mlp(2, 24, 1),
  forward = function(self, x)
    local g = self.gate(x):softmax(2)
    local all = cat({self.e1(x), self.e2(x), self.e3(x)}, 2)
    return (g * all):sum(2, true)
  end}
local h = fit(moe, train, {val = val, epochs = 120, lr = 0.01, verbose = false})
print(h.val_accuracy[#h.val_accuracy])
result = accuracy(moe, val)
