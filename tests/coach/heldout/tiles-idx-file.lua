-- The tiles written as MNIST's files and read back with data.idx.
-- task: tiles
seed(SEED)
local N = 240
local images, labels = os.tmpname(), os.tmpname()
local f = assert(io.open(images, "wb"))
f:write(string.pack(">I4I4I4I4", 2051, N, 6, 6))
local g = assert(io.open(labels, "wb"))
g:write(string.pack(">I4I4", 2049, N))
for i = 1, N do
  local kind, a = i % 4, math.floor(rand(1)[1] * 6)
  g:write(string.char(kind))
  for r = 0, 5 do
    for c = 0, 5 do
      local on = kind == 0 and r == a or kind == 1 and c == a or kind == 2 and r == c or kind == 3 and r + c == 5
      f:write(string.char((on and 190 or 0) + math.floor(rand(1)[1] * 60)))
    end
  end
end
f:close()
g:close()
local ds = data.idx(images, labels)
os.remove(images)
os.remove(labels)
if ds.x:max():item() > 1 then ds.x = ds.x / 255 end
ds.x = ds.x:reshape(#ds, 36)
local train, val, test = ds:split{seed = SEED, stratify = true}
local model = mlp(36, 32, 4)
fit(model, train, {val = val, epochs = 60, lr = 0.005, batch = 16, verbose = false})
result = accuracy(model, test)
