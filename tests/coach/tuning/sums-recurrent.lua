-- A recurrent cell over six steps; gradients are clipped by value.
-- task: sums
seed(SEED)
local T, H = 6, 16
local n = 400
local seq = rand(n, T):gt(0.5)
local y = seq:sum(2, true):gt(3)
local cell = nn.Module{
  wx = nn.Linear(1, H), wh = nn.Linear(H, H, {bias = false}), out = nn.Linear(H, 1),
  forward = function(self, s)
    local h = zeros(#s, H)
    for t = 1, T do h = (self.wx(s:narrow(2, t, 1)) + self.wh(h)):tanh() end
    return self.out(h)
  end,
}
local opt = optim.Adam(cell:parameters(), {lr = 5e-3})
local bce = nn.BCEWithLogitsLoss()
for e = 1, 40 do
  local p = randperm(n)
  for i = 1, n, 40 do
    local ix = p:narrow(1, i, 40)
    opt:zero_grad()
    bce(cell(seq:index_select(1, ix)), y:index_select(1, ix)):backward()
    nn.utils.clip_grad_value_(cell:parameters(), 0.5)
    opt:step()
  end
end
result = cell(seq):gt(0):eq(y):mean():item()
