-- The next letter from the three before it.
-- task: letters
seed(SEED)
local text = ("abcab cabba abcab "):rep(25)
local V, ids = 4, {}
local map = {a = 1, b = 2, c = 3, [" "] = 4}
for i = 1, #text do ids[i] = map[text:sub(i, i)] end
local rows, ys = {}, {}
for i = 3, #ids do
  local r = {} for k = 1, 3 * V do r[k] = 0 end
  for k = 0, 2 do if i - 1 - k >= 1 then r[k * V + ids[i - 1 - k]] = 1 end end
  rows[#rows + 1], ys[#ys + 1] = r, ids[i]
end
local X, Y = tensor(rows), tensor(ys)
local net = mlp(3 * V, 24, V, {act = "tanh"})
local opt, ce = optim.Adam(net, {lr = 0.02}), nn.CrossEntropyLoss()
local l
for e = 1, 20 do for i = 1, #X - 39, 40 do
  l = ce(net(X:narrow(1, i, 40)), Y:narrow(1, i, 40))
  opt:zero_grad()
  l:backward()
  opt:step()
end end
result = 1 - l:item() / math.log(V)
