-- again: the same run, bit for bit, but for what is named.

local T = require "gradus_test"

local train = data.moons{n = 60, noise = 0.2, flip = 0.1, seed = 1}
local val = data.moons{n = 60, noise = 0.2, flip = 0.1, seed = 2}

local function first(options, model)
  seed(1)
  options.verbose, options.val = false, val
  options.epochs = options.epochs or 6
  return fit(model or mlp(2, 16, 16, 1), train, options)
end

T.test("without changes the curves are equal, bit for bit", function()
  local a = first{batch = 16}
  local b = again()
  T.eq(b.train_loss, a.train_loss)
  T.eq(b.val_loss, a.val_loss)
  T.eq(tostring(b):find("= run " .. a.id .. " again", 1, true) ~= nil, true)
  T.eq(runs.replay(a.id).val_loss, a.val_loss)
end)

T.test("the earlier network stays as it was trained", function()
  local a = first{}
  local weights = a.model[1].weight:tolist()
  again{lr = 0.1}
  T.eq(a.model[1].weight:tolist(), weights)
end)

T.test("only what is named changes", function()
  local a = first{lr = 0.01, l2 = 0.001, batch = 20}
  local b = again{lr = 0.05}
  T.eq({b.config.lr, b.config.l2, b.config.batch, b.seed}, {0.05, 0.001, 20, a.seed})
  T.eq(again{l2 = false}.config.l2, nil)
end)

T.test("dropout goes behind each hidden activation, and comes out again", function()
  first{}
  local b = again{dropout = {keep = 0.8}}
  T.eq(#b.model, 7)
  T.ok(tostring(b.model[3]):find("keep=0.8") and tostring(b.model[6]):find("keep=0.8"))
  T.ok(tostring(b):find("with dropout keep 0.8", 1, true))
  local c = again{dropout = false}
  T.eq(#c.model, 5)
  T.eq(c.start.weights[1]:tolist(), b.start.weights[1]:tolist())
end)

T.test("activations and first weights can be changed", function()
  first{}
  local b = again{act = "tanh"}
  T.ok(tostring(b.model):find("Tanh") and not tostring(b.model):find("ReLU"))
  local c = again{init = {constant = 0.1}}
  T.near(c.start.weights[1]:tolist()[1][1], 0.1, 1e-6)
end)

T.test("an optimizer that was given as an object is made anew, with its settings", function()
  local model = mlp(2, 16, 16, 1)
  local a = first({optimizer = optim.SGD(model, {lr = 0.1, momentum = 0.9, nesterov = true})},
    model)
  T.eq(again().train_loss, a.train_loss)
  local b = again{lr = 0.01}
  T.eq({b.config.lr, b.config.momentum, b.config.nesterov}, {0.01, 0.9, true})
  local c = again{optimizer = "adam"}
  T.eq({c.config.optimizer, c.config.momentum}, {"Adam", nil})
end)

T.test("a scheduler begins anew", function()
  local model = mlp(2, 16, 16, 1)
  local opt = optim.SGD(model, {lr = 0.4})
  local a = first({scheduler = optim.StepLR(opt, {step_size = 2, gamma = 0.5})}, model)
  local b = again()
  T.near(b.lr, {0.4, 0.4, 0.2, 0.2, 0.1, 0.1})
  T.eq(b.train_loss, a.train_loss)
end)

T.test("another optimizer by name is steered by the scheduler of the run", function()
  local model = mlp(2, 16, 16, 1)
  local opt = optim.SGD(model, {lr = 0.4})
  local a = first({scheduler = optim.StepLR(opt, {step_size = 2, gamma = 0.5})}, model)
  local left = opt.lr
  local b = again(a, {optimizer = "adam", verbose = false})
  T.near(b.lr, {0.4, 0.4, 0.2, 0.2, 0.1, 0.1})
  T.eq({b.config.optimizer, opt.lr}, {"Adam", left})
  T.near(again(a, {optimizer = "adam", lr = 0.01, verbose = false}).lr,
    {0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025})
  T.near(again(a, {optimizer = "adam", from = 3, verbose = false}).lr, {0.2, 0.1, 0.1})
  T.eq(again(a, {optimizer = "adam", scheduler = false, verbose = false}).lr[6], 0.4)
end)

T.test("a scheduler that had begun before the run begins there again", function()
  local model = mlp(2, 16, 16, 1)
  local opt = optim.SGD(model, {lr = 0.4})
  local s = optim.StepLR(opt, {step_size = 4, gamma = 0.5})
  first({scheduler = s}, model)
  local b = first({scheduler = s}, model)
  T.near(b.lr, {0.2, 0.2, 0.1, 0.1, 0.1, 0.1})
  local c = again{verbose = false}
  T.eq({c.lr, c.train_loss}, {b.lr, b.train_loss})
end)

T.test("a warm-up is as long for another rate, and for a function that makes it", function()
  local function warm(opt) return optim.LinearWarmup(opt, {steps = 8}) end
  local a = first{scheduler = warm, lr = 0.4, batch = 15}
  T.near(a.lr, {0.05, 0.25, 0.4, 0.4, 0.4, 0.4})
  T.eq(again{verbose = false}.train_loss, a.train_loss)
  T.near(again(a, {lr = 0.8, verbose = false}).lr, {0.1, 0.5, 0.8, 0.8, 0.8, 0.8})
  T.near(again(a, {optimizer = "sgd", verbose = false}).lr, a.lr)
end)

T.test("a scheduler of one's own is made anew by a function, or said to be in the way", function()
  local model = mlp(2, 16, 16, 1)
  local opt = optim.SGD(model, {lr = 0.4})
  local function own(steered)
    return {step = function() steered.lr = steered.lr / 2 end}
  end
  first({optimizer = opt, scheduler = own(opt)}, model)
  T.raises(function() again{verbose = false} end,
    "is not one of optim's: it steers the old optimizer", "E0102")
  local a = first{scheduler = own, lr = 0.4}
  T.eq(again{verbose = false}.train_loss, a.train_loss)
  T.near(again(a, {optimizer = "sgd", verbose = false}).lr[2], 0.2)
end)

T.test("a scheduler over another optimizer is no scheduler of this run", function()
  local model = mlp(2, 16, 16, 1)
  local s = optim.StepLR(optim.SGD(model, {lr = 0.4}), {step_size = 2})
  T.raises(function() first({optimizer = "sgd", lr = 0.4, scheduler = s}, model) end,
    "steers another optimizer than the one that trains", "E0102")
end)

T.test("a run that went on from another is repeated from where it began", function()
  local model = mlp(2, 16, 16, 1)
  first({}, model)
  local b = fit(model, train, {epochs = 4, verbose = false})
  T.eq(again().train_loss, b.train_loss)
end)

T.test("early stopping can be added and taken away", function()
  first{epochs = 60, lr = 0.05}
  local b = again{early_stopping = {patience = 2}}
  T.eq(b.stopped, "early")
  T.eq(again{early_stopping = false}.epochs, 60)
end)

-- Weights of the first layer after the text that `:unfold` shows has been run.
local function weights_of_unfolded(h)
  local code = require("gradus.repl.unfold").code(h)
  local env = setmetatable({print = function() end}, {__index = _G})
  assert(load(code, "=unfolded", "t", env))()
  return h.model[1].weight:tolist(), code
end

T.test("the unfolded loop gives the same weights, bit for bit", function()
  local model = mlp(2, 16, 16, 1)
  local opt = optim.SGD(model, {lr = 0.4, momentum = 0.9})
  for _, h in ipairs{
    first{batch = 16},
    first{l2 = 0.01, l1 = 0.001, clip_norm = 0.5, shuffle = false},
    first{l1 = 0.01, proximal = true, optimizer = "sgd"},
    first{early_stopping = {patience = 3}, lr = 0.1, epochs = 60},
    first({scheduler = optim.StepLR(opt, {step_size = 2, gamma = 0.5})}, model),
    first({optimizer = "adamw", loss = nn.BCEWithLogitsLoss{pos_weight = 2}},
      mlp(2, 16, 16, 1, {dropout = 0.2})),
  } do
    local trained = h.model[1].weight:tolist()
    local again_, code = weights_of_unfolded(h)
    T.eq(again_, trained, code)
  end
end)

T.test("wrong names and missing runs are said", function()
  first{}
  T.raises(function() again{dropuot = 0.5} end, "did you mean dropout%?", "E0104")
  T.raises(function() again{lr = 0, 1} end, "decimal sign is a point: lr = 0.1", "E0104")
  T.raises(function() again{act = "tahn"} end, 'there is no activation "tahn"', "E0102")
  T.raises(function() again(99) end, "there is no run 99", "E0102")
  local own = nn.Module{inner = nn.Linear(2, 1), forward = function(self, x)
    return self.inner(x) end}
  first({}, own)
  T.raises(function() again{dropout = 0.5} end, "only inside of nn.Sequential", "E0103")
end)

T.finish()
