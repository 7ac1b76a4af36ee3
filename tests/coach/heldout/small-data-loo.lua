-- Twenty-four rows and leave-three-out by hand: eight small networks.
-- task: small
seed(SEED)
local x = randn(24, 2)
local y = (x:narrow(2, 1, 1) + x:narrow(2, 2, 1)):gt(0)
local right = 0
for fold = 0, 7 do
  local keep, out = {}, {}
  for i = 1, 24 do
    if (i - 1) // 3 == fold then out[#out + 1] = i else keep[#keep + 1] = i end
  end
  keep, out = tensor(keep), tensor(out)
  local net = nn.Linear(2, 1)
  local opt = optim.Adam(net:parameters(), {lr = 0.1})
  local crit = nn.BCEWithLogitsLoss()
  for i = 1, 80 do
    opt:zero_grad()
    local loss = crit(net(x:index_select(1, keep)), y:index_select(1, keep))
    loss:backward()
    opt:step()
  end
  right = right + net(x:index_select(1, out)):gt(0):eq(y:index_select(1, out)):sum():item()
end
result = right / 24
