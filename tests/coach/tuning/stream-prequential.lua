-- Test first, then train: each block of a stream is a test set once, and training rows afterwards.
-- task: stream
seed(SEED)
local ds = data.blobs{n = 400, classes = 3, std = 0.7, seed = SEED}
local model = mlp(2, 24, 3)
local opt = optim.Adam(model, {lr = 0.02})
local crit = nn.CrossEntropyLoss()
local right = 0
for first = 1, 400, 40 do
  local idx = {}
  for i = first, first + 39 do idx[#idx + 1] = i end
  local block = ds:subset(idx)
  block.role = "test"
  local a = accuracy(model, block)
  if first > 120 then right = right + a end
  for i = 1, 25 do
    opt:zero_grad()
    crit(model(block.x), block.y):backward()
    opt:step()
  end
end
result = right / 7
