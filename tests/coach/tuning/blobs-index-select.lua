-- Mini-batches cut by hand with randperm and index_select; argmax for the accuracy.
-- task: blobs
seed(SEED)
local ds = data.blobs{n = 320, classes = 4, std = 0.7, seed = SEED}
local train, val, test = ds:split{seed = SEED}
local net = mlp(2, 24, 4)
local optimizer = optim.Adam(net:parameters(), {lr = 0.02})
local ce = nn.CrossEntropyLoss()
local B = 16
local N = #train
for epoch = 1, 20 do
  local order = randperm(N)
  for first = 1, N - B + 1, B do
    local idx = order:narrow(1, first, B)
    local xb = train.x:index_select(1, idx)
    local yb = train.y:index_select(1, idx)
    optimizer:zero_grad()
    local logits = net(xb)
    local loss = ce(logits, yb)
    loss:backward()
    optimizer:step()
  end
  local pred = net(val.x):argmax(2)
  if epoch % 5 == 0 then print(epoch, pred:eq(val.y):mean():item()) end
end
result = net(test.x):argmax(2):eq(test.y):mean():item()
