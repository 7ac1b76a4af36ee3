-- Four shapes drawn on 6 x 6 tiles, pixels 0 to 255 divided by 255, a convolution and pooling.
-- task: tiles
seed(SEED)
local function draw(kind)
  local t = zeros(6, 6)
  local a = math.floor(rand(1)[1] * 4) + 1
  if kind == 1 then for i = 1, 6 do t[{a, i}] = 255 end
  elseif kind == 2 then for i = 1, 6 do t[{i, a}] = 255 end
  elseif kind == 3 then for i = 1, 6 do t[{i, i}] = 255 end
  else for i = 1, 6 do t[{i, 7 - i}] = 255 end end
  return (t + rand(6, 6) * 60):reshape(36)
end
local xs, ys = {}, {}
for i = 1, 240 do
  ys[i] = i % 4 + 1
  xs[i] = draw(ys[i])
end
local pixels = stack(xs, 1):clamp(0, 255) / 255
local train, val, test = data.from(pixels, tensor(ys), {task = "multiclass"}):split{seed = SEED}
local net = nn.Module{
  conv = nn.Conv2d(1, 8, 3), pool = nn.MaxPool2d(2), out = nn.Linear(32, 4),
  forward = function(self, x)
    local h = self.pool(self.conv(x:reshape(-1, 1, 6, 6)):relu())
    return self.out(h:reshape(#x, 32))
  end,
}
local opt = optim.Adam(net:parameters(), {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 12 do
  for x, y in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(net(x), y)
    loss:backward()
    opt:step()
  end
end
print("val", accuracy(net, val))
result = accuracy(net, test)
