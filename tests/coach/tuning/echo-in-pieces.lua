-- A recurrent cell over a long series, with gradients through ten steps at a time.
-- task: echo
seed(SEED)
local H = 12
local T, B = 60, 16
local xs = randn(B, T)
local cell = nn.Module{wx = nn.Linear(1, H), wh = nn.Linear(H, H), out = nn.Linear(H, 1),
  forward = function(self, x, h) h = (self.wx(x) + self.wh(h)):tanh(); return self.out(h), h end}
local opt = optim.Adam(cell, {lr = 1e-2})
local mse = nn.MSELoss()
local last
for e = 1, 60 do
  local h = zeros(B, H)
  local acc, k = 0, 0
  for t = 2, T do
    local out
    out, h = cell(xs:narrow(2, t, 1), h)
    acc = acc + mse(out, xs:narrow(2, t - 1, 1) * 0.8)
    k = k + 1
    if k == 10 then
      opt:zero_grad()
      local l = acc / 10
      l:backward()
      opt:step()
      last = l:item()
      acc, k, h = 0, 0, h:detach()
    end
  end
end
result = 1 - last
