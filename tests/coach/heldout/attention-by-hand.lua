-- Softmax inside the network: weights over four inputs, then cross-entropy on plain logits.
-- task: attend
seed(SEED)
local N = 400
local x = randn(N, 4)
local y = x:argmax(2)
local net = nn.Module{
  score = mlp(4, 16, 4), out = mlp(8, 16, 4),
  forward = function(self, v)
    local w = self.score(v):softmax(2)
    return self.out(cat({v * w, v}, 2))
  end,
}
local train, val, test = data.from(x, y, {task = "multiclass"}):split{seed = SEED}
local opt = optim.AdamW(net:parameters(), {lr = 0.01})
local ce = nn.CrossEntropyLoss()
for epoch = 1, 40 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = ce(net(xb), yb)
    loss:backward()
    opt:step()
  end
end
print(accuracy(net, val))
result = accuracy(net, test)
