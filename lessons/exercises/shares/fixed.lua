-- Three arms of a spiral. The loss stops at 0.55.

points = data.spirals{n = 300, classes = 3, noise = 0.2, seed = 1}

net = nn.Sequential{
  nn.Linear(2, 32), nn.ReLU(),
  nn.Linear(32, 32), nn.ReLU(),
  nn.Linear(32, 3),
}

h = fit(net, points, {
  loss = nn.CrossEntropyLoss(), lr = 0.01, batch = 30, epochs = 80,
})
