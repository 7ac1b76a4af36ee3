-- The four points of XOR and nothing else: trained and judged on the same four, as in every textbook.
-- task: xor
seed(SEED)
local x = tensor{{0, 0}, {0, 1}, {1, 0}, {1, 1}}
local y = tensor{{0}, {1}, {1}, {0}}
local net = mlp(2, 8, 1, {act = "tanh"})
local opt = optim.Adam(net:parameters(), {lr = 0.05})
local loss_fn = nn.BCEWithLogitsLoss()
for step = 1, 400 do
  opt:zero_grad()
  local loss = loss_fn(net(x), y)
  loss:backward()
  opt:step()
end
print(net(x):sigmoid())
result = net(x):gt(0):eq(y):mean():item()
