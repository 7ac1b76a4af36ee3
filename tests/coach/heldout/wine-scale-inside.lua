-- The network divides by constants of its own before the first layer.
-- task: wine5
seed(SEED)
local centre = tensor{{13.7, 2, 17, 106, 1100}, {12.3, 1.9, 20, 94, 520}, {13.1, 3.3, 21, 99, 630}}
local spread = tensor{0.5, 0.8, 2.5, 11, 160}
local labels = {}
for i = 1, 240 do labels[i] = i % 3 + 1 end
local y = tensor(labels)
local x = centre:index_select(1, y) + randn(240, 5) * spread
local train, val, test = data.from(x, y, {task = "multiclass"}):split{seed = SEED}
local shift, width = tensor{13, 2.4, 19, 100, 750}, tensor{1, 1, 3, 12, 300}
local model = nn.Module{
  net = mlp(5, 20, 3),
  forward = function(self, v) return self.net((v - shift) / width) end,
}
local opt = optim.Adam(model.net:parameters(), {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 40 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
end
print(accuracy(model, val))
result = accuracy(model, test)
