-- A recurrent cell unrolled over five steps: does the sum of the sequence exceed zero?
-- task: sequence
seed(SEED)
local N, T, H = 300, 5, 12
local x = randn(N, T)
local y = x:sum(2):gt(0):reshape(-1, 1)
local cell = nn.Module{
  inp = nn.Linear(1, H), rec = nn.Linear(H, H), out = nn.Linear(H, 1),
  forward = function(self, s)
    local h = zeros(#s, H)
    for t = 1, T do h = (self.inp(s:narrow(2, t, 1)) + self.rec(h)):tanh() end
    return self.out(h)
  end,
}
local opt = optim.Adam(cell:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
local xt, yt, xe, ye = x:narrow(1, 1, 220), y:narrow(1, 1, 220), x:narrow(1, 221, 80), y:narrow(1, 221, 80)
for i = 1, 100 do
  opt:zero_grad()
  local loss = crit(cell(xt), yt)
  loss:backward()
  nn.utils.clip_grad_norm_(cell:parameters(), 1)
  opt:step()
end
result = cell(xe):gt(0):eq(ye):mean():item()
