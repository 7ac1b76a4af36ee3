-- Triplets: near to its own kind, far from another; a hinge written out.
-- task: blobs-triplets
seed(SEED)
math.randomseed(SEED)
local ds = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED}
local f = mlp(2, 16, 2)
local opt = optim.Adam(f, {lr = 0.01})
local last = 1
local byclass = {{}, {}, {}}
for i = 1, 300 do table.insert(byclass[ds.y[i] // 1 | 0], i) end
for step = 1, 200 do
  local a, p, n = {}, {}, {}
  for k = 1, 32 do
    local c = math.random(3)
    local d = c % 3 + 1
    a[k], p[k], n[k] = byclass[c][math.random(#byclass[c])], byclass[c][math.random(#byclass[c])], byclass[d][math.random(#byclass[d])]
  end
  local A, P, N = f(ds.x:index_select(1, tensor(a))), f(ds.x:index_select(1, tensor(p))), f(ds.x:index_select(1, tensor(n)))
  local loss = (((A - P) ^ 2):sum(2) - ((A - N) ^ 2):sum(2) + 1):relu():mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
  last = 0.9 * last + 0.1 * loss:item()
  if step % 50 == 0 then print(step, loss:item()) end
end
result = 1 - last
