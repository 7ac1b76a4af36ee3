-- Words as one-hot rows of fifty columns, all but one of them zero; a table of vectors is learned.
-- task: words
seed(SEED)
local V = 50
local words, labels = {}, {}
for i = 1, 400 do
  words[i] = (i * 7) % V + 1
  labels[i] = words[i] % 3 + 1
end
local x, y = data.one_hot(tensor(words), V), tensor(labels)
local net = nn.Sequential{nn.Linear(V, 8, {bias = false}), nn.Tanh(), nn.Linear(8, 3)}
local opt = optim.Adam(net:parameters(), {lr = 0.05})
local ce = nn.CrossEntropyLoss()
for epoch = 1, 20 do
  local order = randperm(400)
  for b = 1, 400, 40 do
    local idx = order:narrow(1, b, 40)
    opt:zero_grad()
    local loss = ce(net(x:index_select(1, idx)), y:index_select(1, idx))
    loss:backward()
    opt:step()
  end
end
result = net(x):argmax(2):eq(y):mean():item()
