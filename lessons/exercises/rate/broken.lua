-- Two moons, plain descent. After 60 epochs the network knows nothing.

points = data.moons{n = 300, noise = 0.1, seed = 1}

h = fit(mlp(2, 32, 32, 1), points, {
  optimizer = "sgd", lr = 50, batch = 30, epochs = 60,
})
