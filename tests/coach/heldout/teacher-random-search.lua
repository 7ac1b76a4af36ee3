-- Random search over rate, width and decay on val; the best is scored on test, once.
-- task: teacher
seed(SEED)
local w = randn(6, 1)
local x = randn(400, 6)
local y = (x:mm(w)):tanh() + x:narrow(2, 1, 1) * 0.5
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
math.randomseed(SEED)
local best
for trial = 1, 5 do
  local c = {lr = 10 ^ (-2.5 + math.random()), width = math.random(16, 48), wd = 10 ^ (-5 + 2 * math.random())}
  local net = mlp(6, c.width, 1, {act = "tanh"})
  local h = fit(net, train, {val = val, optimizer = optim.AdamW(net, {lr = c.lr, weight_decay = c.wd}),
    epochs = 40, batch = 20, verbose = false})
  c.net, c.loss = net, h.val_loss[h.best_epoch]
  print(trial, c.lr, c.width, c.loss)
  if not best or c.loss < best.loss then best = c end
end
result = 1 - evaluate(best.net, test).loss / test.y:var():item()
