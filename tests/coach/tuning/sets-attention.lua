-- Attention over the five members of a set, written with softmax.
-- task: sets
seed(SEED)
local n, T, d = 300, 5, 3
local x = randn(n, T, d)
local y = x:narrow(3, 1, 1):max(2):reshape(n, 1):gt(1)
local net = nn.Module{
  key = nn.Linear(d, 1), val = nn.Linear(d, 16), out = nn.Linear(16, 1),
  forward = function(self, v)
    local b = v.shape[1]
    local flat = v:reshape(b * T, d)
    local w = self.key(flat):reshape(b, T):softmax(2)
    local h = self.val(flat):relu():reshape(b, T, 16)
    return self.out((h * w:reshape(b, T, 1)):sum(2))
  end,
}
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local bce = nn.BCEWithLogitsLoss()
for e = 1, 80 do
  for i = 1, n, 30 do
    opt:zero_grad()
    bce(net(x:narrow(1, i, 30)), y:narrow(1, i, 30)):backward()
    opt:step()
  end
end
result = net(x):gt(0):eq(y):mean():item()
