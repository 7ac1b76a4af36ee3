-- A polynomial learned by a network of tanh units; MinMax for the input, which lies in -1..1 anyway.
-- task: polynomial
seed(SEED)
local train, val, test = data.polynomial{n = 240, degree = 3, noise = 0.1, seed = SEED}:split{seed = SEED}
local net = mlp(1, 24, 24, 1, {act = "tanh"})
fit(net, train, {val = val, loss = nn.MSELoss(), optimizer = "adam", lr = 0.01, epochs = 150, batch = 36, verbose = false})
result = 1 - evaluate(net, test).loss / test.y:var():item()
