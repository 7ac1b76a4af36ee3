-- Sets of five numbers: is their largest above one? Rows are folded, summed, unfolded.
-- task: sets
seed(SEED)
local N, K = 400, 5
local x = randn(N, K)
local y = x:max(2):reshape(-1, 1):gt(1)
local net = nn.Module{
  each = mlp(1, 16, 16), all = mlp(16, 16, 1),
  forward = function(self, s)
    local n = #s
    local h = self.each(s:reshape(n * K, 1)):relu()
    return self.all(h:reshape(n, K, 16):sum(2))
  end,
}
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local crit = nn.BCEWithLogitsLoss()
local xt, yt, xe, ye = x:narrow(1, 1, 300), y:narrow(1, 1, 300), x:narrow(1, 301, 100), y:narrow(1, 301, 100)
for epoch = 1, 40 do
  local order = randperm(300)
  for b = 1, 300, 30 do
    local idx = order:narrow(1, b, 30)
    opt:zero_grad()
    local loss = crit(net(xt:index_select(1, idx)), yt:index_select(1, idx))
    loss:backward()
    opt:step()
  end
end
result = net(xe):gt(0):eq(ye):mean():item()
