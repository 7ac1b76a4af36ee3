-- Two moons and a network with two hidden layers. It stops with an error.

points = data.moons{n = 200, noise = 0.1, seed = 1}

net = nn.Sequential{
  nn.Linear(2, 16),
  nn.ReLU(),
  nn.Linear(16, 16),
  nn.ReLU(),
  nn.Linear(16, 1),
}

h = fit(net, points, {lr = 0.01, epochs = 100, batch = 20})
