-- Moons whose second column is in thousandths, from another zero.

function raw(n, seed)
  local ds = data.moons{n = n, noise = 0.15, seed = seed}
  ds.x = cat({ds.x:narrow(2, 1, 1), ds.x:narrow(2, 2, 1) * 1000 + 5000}, 2)
  return ds
end

train, val = raw(300, 1), raw(500, 2)
norm = data.Standardizer(train)
train, val = norm(train), norm(val)

h = fit(mlp(2, 32, 32, 1), train, {
  val = val, optimizer = "sgd", lr = 0.1, batch = 30, epochs = 50,
})
