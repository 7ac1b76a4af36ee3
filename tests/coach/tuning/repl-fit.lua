-- A session with fit: a look at the data, a run, a longer run, a picture, the test rows once.
-- task: blobs
-- repl
seed(SEED)
ds = data.blobs{n = 300, classes = 3, std = 0.8, seed = SEED}
train, val, test = ds:split()
ds.x[1]
net = nn.Sequential{nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3)}
h = fit(net, train, {val = val, epochs = 10, lr = 0.01, verbose = false})
h = fit(net, train, {val = val, epochs = 15, lr = 0.01, verbose = false})
p = net(val.x):softmax(2)
p[1]
health(net, train)
accuracy(net, val)
result = accuracy(net, test)
