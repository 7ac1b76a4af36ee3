-- A small convolutional network on 8 x 8 pictures.
-- task: digits
seed(SEED)
local ds = data.digits{n = 600, noise = 0.1, seed = SEED}
local train, val, test = ds:split{seed = SEED}
local net = nn.Sequential{
  nn.Conv2d(1, 8, 3, {padding = 1}), nn.ReLU(), nn.MaxPool2d(2),
  nn.Conv2d(8, 16, 3, {padding = 1}), nn.ReLU(), nn.MaxPool2d(2),
  nn.Flatten(),
  nn.Linear(64, 10),
}
local function images(x) return x:view(-1, 1, 8, 8) end
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 12 do
  for x, y in train:batches(30, {shuffle = true}) do
    opt:zero_grad()
    local out = net(images(x))
    local loss = crit(out, y)
    loss:backward()
    opt:step()
  end
  local hit = no_grad(function() return net(images(val.x)):argmax(2):eq(val.y):mean():item() end)
  print("epoch", epoch, "val accuracy", hit)
end
result = net(images(test.x)):argmax(2):eq(test.y):mean():item()
