-- Three widths, the best one reported. By whom was it chosen?

all = data.moons{n = 400, noise = 0.3, flip = 0.1, seed = 1}
train, val, test = all:split{train = 0.25, val = 0.25, test = 0.5, seed = 1}

best = 0
for _, width in ipairs{2, 8, 32} do
  net = mlp(2, width, 1)
  fit(net, train, {lr = 0.01, epochs = 100, verbose = false})
  score = evaluate(net, val).accuracy
  if score > best then
    best, winner, chosen = score, width, net
  end
end

print("width", winner, "accuracy", evaluate(chosen, test).accuracy)
