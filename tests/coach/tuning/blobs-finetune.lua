-- Pretrain, save, load into a new network, freeze the first layers, train a new head for another task.
-- task: blobs
seed(SEED)
local path = os.tmpname()
local base = mlp(2, 32, 32, 3)
local first = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED + 100}
fit(base, first, {epochs = 15, lr = 0.01, verbose = false})
assert(nn.save(base, path))

local body = mlp(2, 32, 32, 3)
body:load_state_dict(nn.load(path))
os.remove(path)
for _, p in ipairs(body:parameters()) do p:requires_grad_(false) end
local head = nn.Linear(32, 4)
local model = nn.Module{
  body = nn.Sequential{body[1], body[2], body[3], body[4]},
  head = head,
  forward = function(self, x) return self.head(self.body(x)) end,
}
local train, val, test = data.blobs{n = 300, classes = 4, std = 0.7, seed = SEED}:split{seed = SEED}
local opt = optim.Adam(head:parameters(), {lr = 0.02})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 40 do
  for x, y in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(x), y)
    loss:backward()
    opt:step()
  end
end
print(accuracy(model, val))
result = accuracy(model, test)
