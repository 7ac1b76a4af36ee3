-- Four heaps and a network with dropout. Two looks at it, two answers.

points = data.blobs{n = 100, classes = 4, features = 20, std = 2, seed = 1}

net = nn.Sequential{
  nn.Linear(20, 64), nn.ReLU(),
  nn.Dropout{drop = 0.5},
  nn.Linear(64, 4),
}

h = fit(net, points, {lr = 0.003, batch = 50, epochs = 100})

crit = nn.CrossEntropyLoss()

function loss()
  return crit(net(points.x), points.y):item()
end

net:eval()
first = loss()
second = loss()
print(first, second)
