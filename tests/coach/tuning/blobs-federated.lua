-- Copies of one network are trained on a part of the rows each, and averaged.
-- task: blobs
seed(SEED)
local ds = data.blobs{n = 400, classes = 3, std = 0.8, seed = SEED}
local global = mlp(2, 16, 3)
local ce = nn.CrossEntropyLoss()
local shards = {}
for c = 1, 4 do
  local idx = {}
  for i = c, 400, 4 do idx[#idx + 1] = i end
  shards[c] = ds:subset(tensor(idx))
end
for round = 1, 15 do
  local sums
  for c = 1, 4 do
    local loc = global:clone()
    local opt = optim.SGD(loc, {lr = 0.2})
    for x, y in shards[c]:batches(25, {shuffle = true}) do
      opt:zero_grad()
      ce(loc(x), y):backward()
      opt:step()
    end
    local v = nn.utils.parameters_to_vector(loc:parameters()):detach()
    sums = sums and sums + v or v:clone()
  end
  nn.utils.vector_to_parameters(sums / 4, global:parameters())
end
result = accuracy(global, ds)
