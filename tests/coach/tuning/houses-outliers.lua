-- Standardised inputs with a few rows far out (ten to twenty deviations): the table is like that.
-- task: houses
-- units: raw
seed(SEED)
local n = 300
local x = cat({rand(n, 1) * 160 + 40, (randn(n, 1) * 0.8):exp() * 20000, rand(n, 1) * 100}, 2)
x[3][2] = 900000
x[40][2] = 700000
local y = x:narrow(2, 1, 1) * 0.02 + x:narrow(2, 3, 1) * 0.01 + randn(n, 1) * 0.1
y = (y - y:mean()) / y:std()
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
local norm = data.Standardizer(train)
train, val, test = norm(train), norm(val), norm(test)
local model = mlp(3, 24, 1)
fit(model, train, {val = val, epochs = 80, lr = 0.005, batch = 20, verbose = false, l2 = 1e-4})
result = 1 - evaluate(model, test).loss / test.y:var():item()
