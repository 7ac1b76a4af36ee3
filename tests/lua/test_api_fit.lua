--- The contract's section "Training, diagnosis, pictures", up to predict: fit and what looks at it.

local T = require "gradus_test"

local train = data.moons{n = 60, noise = 0.2, seed = 1}
local val = data.moons{n = 60, noise = 0.2, seed = 2}

local function quiet(model, ds, o)
  o = o or {}
  if o.verbose == nil then o.verbose = false end
  return fit(model, ds, o)
end

local function net()
  seed(1)
  return mlp(2, 8, 1)
end

local function is_number(v) return math.type(v) == "float" and v == v end

-- ---- the history --------------------------------------------------------------------------------

T.test("fit returns a history with every field", function()
  local m = net()
  local h = quiet(m, train, {val = val, epochs = 5, lr = 0.01})
  for _, name in ipairs{"train_loss", "val_loss", "train_accuracy", "val_accuracy", "lr"} do
    T.eq(#h[name], 5, name)
    for _, v in ipairs(h[name]) do T.ok(is_number(v), name) end
  end
  T.eq(h.epochs, 5)
  T.ok(h.best_epoch >= 1 and h.best_epoch <= 5)
  local best = 1
  for i, v in ipairs(h.val_loss) do if v < h.val_loss[best] then best = i end end
  T.eq(h.best_epoch, best)
  T.ok(h.model == m)
  T.ok(h.id)
  T.ok(h.seed)
  T.eq(h.stopped, nil)
  T.near(h.lr[1], 0.01)
end)

T.test("fields that a history does not have are errors", function()
  local h = quiet(net(), train, {val = val, epochs = 1})
  T.raises(function() return h.loss end, "train_loss", "E0106")
  T.raises(function() return h.val_los end, "val_loss", "E0106")
  T.raises(function() return h.validation_loss end, "", "E0106")
  T.raises(function() h.trian_loss = {} end, "train_loss", "E0106")
end)

T.test("without val there are no validation curves", function()
  local h = quiet(net(), train, {epochs = 2})
  T.ok(h.val_loss == nil or #h.val_loss == 0)
  T.eq(#h.train_loss, 2)
end)

T.test("defaults: 20 epochs, Adam with lr 1e-3, batches of 32, the loss by task", function()
  local h = quiet(net(), train)
  T.eq(h.epochs, 20)
  T.near(h.lr[1], 1e-3)
  local a = quiet(net(), train, {epochs = 3, seed = 4})
  local b = quiet(net(), train, {epochs = 3, seed = 4, batch = 32, shuffle = true,
    optimizer = "adam", lr = 1e-3, loss = nn.BCEWithLogitsLoss()})
  T.eq(a.train_loss, b.train_loss)
end)

T.test("the loss follows the task and the last layer", function()
  local function first(model, ds, loss)
    return quiet(model, ds, {epochs = 1, seed = 1, loss = loss, optimizer = "sgd", lr = 0.01})
      .train_loss[1]
  end
  local function twice(make, ds, loss)
    seed(3)
    local a = first(make(), ds)
    seed(3)
    T.eq(a, first(make(), ds, loss))
  end
  local blobs, sine = data.blobs{n = 30, seed = 1}, data.sine{n = 30, seed = 1}
  local labels = data.multilabel{n = 30, seed = 1}
  twice(function() return mlp(2, 4, 1) end, train, nn.BCEWithLogitsLoss())
  twice(function() return mlp(2, 4, 3) end, blobs, nn.CrossEntropyLoss())
  twice(function() return mlp(1, 4, 1) end, sine, nn.MSELoss())
  twice(function() return mlp(labels.x:size(2), 4, 4) end, labels, nn.BCEWithLogitsLoss())
  twice(function() return nn.Sequential(nn.Linear(2, 1), nn.Sigmoid()) end, train, nn.BCELoss())
  twice(function() return nn.Sequential(nn.Linear(2, 3), nn.LogSoftmax()) end, blobs, nn.NLLLoss())
end)

T.test("accuracy is correct/total, the logits cut at 0, probabilities at 0.5", function()
  local m = nn.Linear(1, 1)
  m.weight:fill_(1)
  m.bias:fill_(0)
  local ds = data.from(tensor{{-1}, {0.3}, {2}, {-3}}, tensor{{0}, {1}, {0}, {0}})
  T.eq(accuracy(m, ds), 0.75)
  T.eq(accuracy(nn.Sequential(m, nn.Sigmoid()), ds), 0.75)
end)

-- ---- options ------------------------------------------------------------------------------------

T.test("optimizers by name, by value", function()
  for _, name in ipairs{"sgd", "adam", "adamw", "nadam", "adamax", "adagrad", "adadelta",
    "rmsprop", "rprop"} do
    T.eq(quiet(net(), train, {epochs = 1, optimizer = name, lr = 0.01}).epochs, 1, name)
  end
  local m = net()
  local opt = optim.SGD(m, {lr = 0.1, momentum = 0.9})
  T.near(quiet(m, train, {epochs = 1, optimizer = opt}).lr[1], 0.1)
  T.raises(function() quiet(net(), train, {optimizer = "sdg"}) end, "sgd")
  T.raises(function() quiet(net(), train, {optimizer = 3}) end, "optimizer", "E0103")
  T.raises(function() quiet(net(), train, {optimizer = opt}) end, "")
end)

T.test("seed: equal seeds give equal bits", function()
  local function run(s)
    seed(9)
    return quiet(mlp(2, 6, 1), train, {epochs = 3, seed = s, val = val})
  end
  local a, b, c = run(5), run(5), run(6)
  T.eq(a.train_loss, b.train_loss)
  T.eq(a.val_loss, b.val_loss)
  T.ok(a.train_loss[3] ~= c.train_loss[3])
  T.eq(a.seed, 5)
end)

T.test("l1, l2 and regularizer", function()
  local function norm(o)
    o.epochs, o.lr, o.seed = 30, 0.02, 1
    local m = net()
    quiet(m, train, o)
    return m[1].weight:abs():sum():item()
  end
  local free = norm{}
  T.ok(norm{l2 = 0.1} < free)
  T.ok(norm{l1 = 0.1} < free)
  T.ok(norm{regularizer = nn.reg.L2(0.1)} < free)
  T.ok(norm{regularizer = nn.reg.ElasticNet(0.05, 0.05)} < free)
  T.raises(function() norm{l2 = -1} end, "-1", "E0102")
  T.raises(function() norm{regularizer = 3} end, "regularizer", "E0103")
end)

T.test("early stopping restores the best weights", function()
  local m = mlp(2, 64, 64, 1)
  local small = data.moons{n = 20, noise = 0.4, seed = 1}
  local h = quiet(m, small, {val = val, epochs = 300, lr = 0.01, seed = 1,
    early_stopping = {patience = 5, min_delta = 0, restore = true}})
  T.eq(h.stopped, "early")
  T.ok(h.epochs < 300)
  T.eq(h.epochs, h.best_epoch + 5)
  T.near(evaluate(m, val).loss, h.val_loss[h.best_epoch], 1e-5)
  h = quiet(mlp(2, 64, 64, 1), small, {val = val, epochs = 300, lr = 0.01, early_stopping = true})
  T.eq({h.stopped, h.epochs}, {"early", h.best_epoch + 10})
  T.raises(function() quiet(net(), train, {early_stopping = true}) end, "val")
  T.raises(function() quiet(net(), train, {val = val, early_stopping = {patince = 3}}) end,
    "patience", "E0104")
end)

T.test("scheduler, clip_norm, metrics, on_epoch", function()
  local m = net()
  local opt = optim.SGD(m, {lr = 1})
  local h = quiet(m, train, {epochs = 3, optimizer = opt, val = val,
    scheduler = optim.StepLR(opt, {step_size = 1})})
  T.near(h.lr, {1, 0.1, 0.01})
  local seen = {}
  quiet(net(), train, {epochs = 3, clip_norm = 1, metrics = {"accuracy"},
    on_epoch = function(...) seen[#seen + 1] = table.pack(...) end})
  T.eq(#seen, 3)
  T.raises(function() quiet(net(), train, {clip_norm = 0}) end, "clip_norm", "E0102")
  T.raises(function() quiet(net(), train, {metrics = {"acuracy"}}) end, "accuracy")
  T.raises(function() quiet(net(), train, {on_epoch = 3}) end, "on_epoch", "E0103")
  T.raises(function() quiet(net(), train, {scheduler = 3}) end, "scheduler")
end)

T.test("an error in on_epoch is the learner's, and is told", function()
  T.raises(function()
    quiet(net(), train, {on_epoch = function() error "my own" end})
  end, "my own")
end)

T.test("unknown options and wrong values", function()
  local function refused(o, pattern, code)
    T.raises(function() quiet(net(), train, o) end, pattern, code)
  end
  refused({epoch = 3}, "epochs", "E0104")
  refused({learning_rate = 3}, "lr", "E0104")
  refused({batch_size = 3}, "batch", "E0104")
  refused({optimiser = "sgd"}, "optimizer", "E0104")
  refused({validation = val}, "val", "E0104")
  refused({lr = 0, 1}, "decimal", "E0104")
  refused({lr = -1}, "-1", "E0102")
  refused({lr = 0 / 0}, "nan", "E0102")
  refused({lr = "a"}, "lr", "E0103")
  refused({epochs = 0}, "epochs", "E0102")
  refused({epochs = 1.5}, "epochs")
  refused({epochs = -1}, "epochs", "E0102")
  refused({batch = 0}, "batch", "E0102")
  refused({val = 3}, "val", "E0103")
  refused({loss = 3}, "loss", "E0103")
  refused({loss = nn.MSELoss}, "A call makes it", "E0103")
  refused({loss = nn.BCEWithLogitsLoss{reduction = "none"}}, "reduction")
  T.raises(function() fit() end, "model")
  T.raises(function() fit(net()) end, "data")
  T.raises(function() fit(train, net()) end, "model")
  T.raises(function() fit(net(), train, 20) end, "", "E0103")
  T.raises(function() fit(net(), train.x, train.y) end, "data.from")
  T.raises(function() quiet(mlp(3, 4, 1), train) end, "3.*2", "E0101")
  T.raises(function() quiet(mlp(2, 4, 2), train) end, "2", "E0101")
  T.raises(function() quiet(mlp(2, 4, 2), data.blobs{n = 30}) end, "3")
end)

T.test("a second fit goes on and says so", function()
  local m = net()
  local a = quiet(m, train, {epochs = 2})
  local b = quiet(m, train, {epochs = 2})
  T.ok(tostring(b):find("continues run " .. a.id), tostring(b))
  T.ok(b.id ~= a.id)
end)

T.test("the mode is fit's own business and is left as training", function()
  local seen = {}
  local m = nn.Module{nn.Linear(2, 1),
    forward = function(self, x)
      seen[self.training] = true
      return self[1](x)
    end}
  m:eval()
  quiet(m, train, {epochs = 1, val = val})
  T.eq(seen, {[true] = true, [false] = true})
end)

T.test("a run that diverges stops and says so", function()
  local h = quiet(mlp(1, 4, 1), data.sine{n = 40, seed = 1}, {optimizer = "sgd", lr = 1e6,
    epochs = 50})
  T.eq(h.stopped, "diverged")
  T.ok(h.epochs < 50)
end)

T.test("overwritten globals do not break fit", function()
  local kept = {data = data, nn = nn, optim = optim, tensor = tensor, runs = runs, print = print}
  local names = {"data", "nn", "optim", "tensor", "runs", "evaluate", "zeros", "seed", "cat",
    "plot", "no_grad", "predict", "ones"}
  for _, name in ipairs(names) do
    kept[name] = _G[name]
    _G[name] = 3
  end
  local ok, why = pcall(function()
    local m = kept.nn.Sequential(kept.nn.Linear(2, 4), kept.nn.Dropout(0.1), kept.nn.Linear(4, 1))
    local h = quiet(m, train, {val = val, epochs = 2, l2 = 0.1, early_stopping = true})
    kept.evaluate(m, val)
    kept.predict(m, val.x, {samples = 2})
    again{epochs = 1, verbose = false}
    return tostring(h)
  end)
  for _, name in ipairs(names) do _G[name] = kept[name] end
  T.ok(ok, tostring(why))
end)

T.test("one line per tenth in a pipe, nothing when not verbose", function()
  local binary = os.getenv "GRADUS_BIN"
  if not binary then return end
  local function lines(verbose)
    local p = io.popen(("%s -e 'fit(mlp(2,2,1), data.moons{n=20, seed=1}, "
      .. "{epochs=20%s}) x = 1' 2>&1"):format(binary, verbose))
    local n = 0
    for _ in p:lines() do n = n + 1 end
    p:close()
    return n
  end
  T.ok(lines(", verbose=true") >= 10)
  T.eq(lines(", verbose=false"), 0)
end)

-- ---- evaluate, accuracy, predict ----------------------------------------------------------------

T.test("evaluate: loss, accuracy, confusion, confidence, ece; the mode stays", function()
  local m = net()
  quiet(m, train, {epochs = 30, lr = 0.02})
  local r = evaluate(m, val)
  T.ok(is_number(r.loss) and is_number(r.accuracy) and is_number(r.confidence)
    and is_number(r.ece))
  T.ok(r.accuracy > 0.7 and r.accuracy <= 1)
  T.eq({#r.confusion, #r.confusion[1]}, {2, 2})
  T.eq(r.confusion[1][1] + r.confusion[1][2] + r.confusion[2][1] + r.confusion[2][2], 60)
  T.near((r.confusion[1][1] + r.confusion[2][2]) / 60, r.accuracy)
  T.eq(accuracy(m, val), r.accuracy)
  m:eval()
  evaluate(m, val)
  T.eq(m.training, false)
  m:train()
  evaluate(m, val)
  T.eq({m.training, m[1].training}, {true, true})
  T.near(evaluate(m, val, {loss = nn.MSELoss()}).loss,
    nn.MSELoss()(m(val.x), val.y):item(), 1e-5)
  local reg = mlp(1, 2, 1)
  local e = evaluate(reg, data.sine{n = 10})
  T.ok(e.loss)
  T.eq(rawget(e, "accuracy"), nil)
  T.raises(function() return r.acuracy end, "accuracy", "E0106")
  T.raises(function() evaluate(m) end, "")
  T.raises(function() evaluate(m, 3) end, "", "E0103")
  T.raises(function() evaluate(3, val) end, "", "E0103")
  T.raises(function() evaluate(m, val, {los = 3}) end, "loss", "E0104")
end)

T.test("evaluate in the middle of training leaves gradients and modes alone", function()
  local m = nn.Sequential(nn.Linear(2, 4), nn.Dropout(0.5), nn.Linear(4, 1))
  m[2]:eval()
  nn.BCEWithLogitsLoss()(m(val.x), val.y):backward()
  local g = m[1].weight.grad:tolist()
  evaluate(m, val)
  T.eq(m[1].weight.grad:tolist(), g)
  T.eq({m.training, m[2].training}, {true, false})
end)

T.test("predict gives labels or values", function()
  local blobs = data.blobs{n = 60, seed = 1}
  local m = mlp(2, 8, 3)
  quiet(m, blobs, {epochs = 30, lr = 0.02})
  local p = predict(m, blobs.x)
  T.eq(p.shape, {60})
  T.ok(p:min():item() >= 1 and p:max():item() <= 3)
  T.near(p:eq(blobs.y):mean():item(), accuracy(m, blobs))
  T.eq(#predict(m, blobs), 60)
  T.eq(predict(m, blobs.x, {samples = 5}).shape, {60})
  local r = mlp(1, 3, 1)
  local sine = data.sine{n = 10}
  quiet(r, sine, {epochs = 1})
  T.eq(predict(r, sine.x).shape, {10, 1})
  T.near(predict(r, sine.x), r:eval()(sine.x), 1e-5, 1e-6)
  T.raises(function() predict(m, 3) end, "", "E0103")
  T.raises(function() predict(m, blobs.x, {sampels = 5}) end, "samples", "E0104")
  T.raises(function() predict(m, ones(2, 5)) end, "5", "E0101")
end)

T.test("samples is the mean of that many dropout masks", function()
  seed(1)
  local m = nn.Sequential(nn.Linear(1, 1, {bias = false, init = {constant = 1}}),
    nn.Dropout(0.5))
  local sine = data.from(ones(4, 1), tensor{{0.5}, {1}, {2}, {1}}, {task = "regression"})
  quiet(m, sine, {epochs = 1, lr = 1e-12, optimizer = "sgd"})
  T.near(predict(m, ones(500, 1)):std():item(), 0, 0, 1e-6)
  T.near(predict(m, ones(500, 1), {samples = 4}):std():item(), 0.5, 0.2)
  T.eq(m.training, true)
end)

T.finish()
