-- Six tags for each row, made by hand from random directions; exact tensors, no dataset.
-- task: tags
seed(SEED)
local x = randn(500, 8)
local y = (x:mm(randn(8, 6)) + randn(500, 6) * 0.3):gt(0)
local xt, yt, xe, ye = x:narrow(1, 1, 400), y:narrow(1, 1, 400), x:narrow(1, 401, 100), y:narrow(1, 401, 100)
local net = mlp(8, 32, 6)
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local loss_fn = nn.BCEWithLogitsLoss()
for epoch = 1, 30 do
  local order = randperm(400)
  for b = 1, 400, 25 do
    local pick = order:narrow(1, b, 25)
    local logits = net(xt:index_select(1, pick))
    local loss = loss_fn(logits, yt:index_select(1, pick))
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
result = net(xe):gt(0):eq(ye):mean():item()
