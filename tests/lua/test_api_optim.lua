--- The contract's section "optim": every sentence of it tried once, at the public names.

local T = require "gradus_test"

local function weight(v)
  return tensor(v):requires_grad_()
end

-- Takes `n` steps on the loss (w - 3)^2 from w = 0 and returns the path.
local function walk(make, n)
  local w = weight{0}
  local opt = make(w)
  local path = {}
  for i = 1, n do
    opt:zero_grad();
    ((w - 3) ^ 2):sum():backward()
    opt:step()
    path[i] = w[1]:item()
  end
  return path, w, opt
end

-- ---- optimizers ---------------------------------------------------------------------------------

T.test("SGD takes parameters or a module; lr reads and writes", function()
  local model = nn.Linear(2, 1)
  local opt = optim.SGD(model:parameters(),
    {lr = 0.1, momentum = 0.9, nesterov = true, weight_decay = 1e-4, dampening = 0})
  T.eq(opt.lr, 0.1)
  opt.lr = 0.5
  T.eq(opt.lr, 0.5)
  T.near(opt.momentum, 0.9)
  T.eq(opt.nesterov, true)
  T.ok(optim.SGD(model, {lr = 0.1}))
end)

T.test("lr is required for SGD alone", function()
  local m = nn.Linear(2, 1)
  T.raises(function() optim.SGD(m) end, "lr", "E0107")
  T.raises(function() optim.SGD(m, {}) end, "lr", "E0107")
  local rates = {Adam = 1e-3, AdamW = 1e-3, NAdam = 2e-3, Adamax = 2e-3, Adagrad = 1e-2,
    Adadelta = 1, RMSprop = 1e-2, Rprop = 1e-2}
  for name, lr in pairs(rates) do T.near(optim[name](m).lr, lr, 1e-9, 0) end
end)

T.test("the other defaults are PyTorch's", function()
  local m = nn.Linear(2, 1)
  local function has(opt, expected)
    for name, value in pairs(expected) do
      if type(value) == "table" or type(value) == "number" then T.near(opt[name], value, 1e-9)
      else T.eq(opt[name], value, name) end
    end
  end
  has(optim.SGD(m, {lr = 1}), {momentum = 0, dampening = 0, nesterov = false, weight_decay = 0})
  has(optim.Adam(m), {betas = {0.9, 0.999}, eps = 1e-8, weight_decay = 0, amsgrad = false})
  has(optim.AdamW(m), {betas = {0.9, 0.999}, eps = 1e-8, weight_decay = 1e-2, amsgrad = false})
  has(optim.NAdam(m), {betas = {0.9, 0.999}, eps = 1e-8, weight_decay = 0})
  has(optim.Adamax(m), {betas = {0.9, 0.999}, eps = 1e-8, weight_decay = 0})
  has(optim.Adagrad(m), {lr_decay = 0, eps = 1e-10, weight_decay = 0})
  has(optim.Adadelta(m), {rho = 0.9, eps = 1e-6, weight_decay = 0})
  has(optim.RMSprop(m), {alpha = 0.99, eps = 1e-8, momentum = 0, centered = false,
    weight_decay = 0})
  has(optim.Rprop(m), {etas = {0.5, 1.2}, step_sizes = {1e-6, 50}})
end)

T.test("steps follow the rule", function()
  T.near(walk(function(w) return optim.SGD({w}, {lr = 0.1}) end, 2), {0.6, 1.08}, 1e-5)
  -- torch: v = 0.9 v + g
  T.near(walk(function(w) return optim.SGD({w}, {lr = 0.1, momentum = 0.9}) end, 3),
    {0.6, 1.62, 2.814}, 1e-5)
  T.near(walk(function(w) return optim.Adam({w}, {lr = 0.1}) end, 1), {0.1}, 1e-5)
  T.near(walk(function(w) return optim.Adam({w}) end, 1), {0.001}, 1e-4)
end)

T.test("every optimizer comes nearer", function()
  for _, name in ipairs{"SGD", "Adam", "AdamW", "NAdam", "Adamax", "Adagrad", "Adadelta",
    "RMSprop", "Rprop"} do
    local path = walk(function(w) return optim[name]({w}, {lr = 0.1}) end, 20)
    T.ok(path[20] > path[1] and path[1] > 0, name)
  end
end)

T.test("step skips parameters without a gradient", function()
  local a, b = weight{1}, weight{1}
  local opt = optim.SGD({a, b}, {lr = 1, weight_decay = 0.5});
  (a * 2):sum():backward()
  opt:step()
  T.near(a, {-1.5})
  T.eq(b:tolist(), {1})
end)

T.test("zero_grad", function()
  local w = weight{1}
  local opt = optim.SGD({w}, {lr = 1})
  w:sum():backward()
  opt:zero_grad()
  T.ok(w.grad == nil or w.grad:item() == 0)
  opt:step()
  T.eq(w:tolist(), {1})
end)

T.test("state_dict goes on where it was", function()
  local path = walk(function(w) return optim.Adam({w}, {lr = 0.1}) end, 4)
  local _, w, opt = walk(function(p) return optim.Adam({p}, {lr = 0.1}) end, 2)
  local state = opt:state_dict()
  local fresh = optim.Adam({w}, {lr = 0.7})
  fresh:load_state_dict(state)
  T.near(fresh.lr, 0.1)
  for _ = 1, 2 do
    fresh:zero_grad();
    ((w - 3) ^ 2):sum():backward()
    fresh:step()
  end
  T.near(w[1]:item(), path[4], 1e-6)
  T.raises(function() fresh:load_state_dict(3) end, "load_state_dict", "E0103")
  T.raises(function() optim.SGD({w}, {lr = 1}):load_state_dict(state) end, "Adam")
end)

T.test("weight_decay d of SGD is nn.reg.L2(d/2)", function()
  local a, b = weight{2, -1}, weight{2, -1}
  local with = optim.SGD({a}, {lr = 0.1, weight_decay = 0.3})
  local without = optim.SGD({b}, {lr = 0.1})
  for _ = 1, 5 do
    with:zero_grad();
    (a ^ 2):sum():backward()
    with:step()
    without:zero_grad();
    ((b ^ 2):sum() + nn.reg.L2(0.15)(b)):backward()
    without:step()
  end
  T.near(a, b, 1e-6)
end)

T.test("unknown fields and options, wrong values", function()
  local m = nn.Linear(2, 1)
  local opt = optim.SGD(m, {lr = 0.1})
  T.raises(function() opt.learning_rate = 0.1 end, "lr", "E0106")
  T.raises(function() return opt.learning_rate end, "lr", "E0106")
  T.raises(function() return opt.momentun end, "momentum", "E0106")
  T.raises(function() opt.lr = -1 end, "-1", "E0102")
  T.raises(function() opt.lr = 0 / 0 end, "nan", "E0102")
  T.raises(function() opt.lr = "0.1" end, "", "E0103")
  T.raises(function() opt.lr = tensor(0.1) end, "lr takes a number", "E0103")
  T.raises(function() opt.params = {} end, "params can only be read", "E0106")
  T.raises(function() opt.lr = nil end, "", "E0103")
  T.raises(function() optim.SGD(m, {learning_rate = 0.1}) end, "lr", "E0104")
  T.raises(function() optim.SGD(m, {lr = 0.1, momentun = 0.9}) end, "momentum", "E0104")
  T.raises(function() optim.SGD(m, {lr = 0, 1}) end, "decimal", "E0104")
  T.raises(function() optim.SGD(m, {lr = -0.1}) end, "-0.1", "E0102")
  T.raises(function() optim.SGD(m, {lr = 1 / 0}) end, "inf", "E0102")
  T.raises(function() optim.SGD(m, {lr = "0.1"}) end, "", "E0103")
  T.raises(function() optim.SGD(m, 0.1) end, "{lr=0.1}", "E0103")
  T.raises(function() optim.SGD(3, {lr = 0.1}) end, "", "E0103")
  T.raises(function() optim.SGD({3}, {lr = 0.1}) end, "", "E0103")
  T.raises(function() optim.SGD({tensor{1}}, {lr = 0.1}) end, "requires_grad_", "E0103")
  T.raises(function() optim.SGD({}, {lr = 0.1}) end, "empty")
  T.raises(function() optim.Adam(m, {betas = 0.9}) end, "betas", "E0103")
  T.raises(function() optim.Adam(m, {betas = {0.9, 1.5}}) end, "1.5", "E0102")
  T.raises(function() optim.SGD(m, {lr = 1, nesterov = true}) end, "momentum")
  T.raises(function() optim.SGD(m, {lr = 1, momentum = 0.9, dampening = 0.1, nesterov = true}) end,
    "dampening")
  T.raises(function() return optim.Adamm end, "Adam", "E0106")
  T.raises(function() opt:stepp() end, "step", "E0106")
end)

-- ---- schedulers ---------------------------------------------------------------------------------

local function rates(make, n, metric)
  local opt = optim.SGD({weight{0}}, {lr = 1})
  local s = make(opt)
  local out = {opt.lr}
  for i = 1, n do
    s:step(metric and metric(i))
    out[i + 1] = opt.lr
  end
  return out
end

T.test("schedulers give PyTorch's sequences", function()
  T.near(rates(function(o) return optim.StepLR(o, {step_size = 2}) end, 4), {1, 1, .1, .1, .01})
  T.near(rates(function(o) return optim.StepLR(o, {step_size = 1, gamma = .5}) end, 2),
    {1, .5, .25})
  T.near(rates(function(o) return optim.ExponentialLR(o, {gamma = .9}) end, 2), {1, .9, .81})
  T.near(rates(function(o) return optim.CosineAnnealingLR(o, {T_max = 2}) end, 2), {1, .5, 0}, 1e-6,
    1e-9)
  T.near(rates(function(o) return optim.CosineAnnealingLR(o, {T_max = 2, eta_min = .2}) end, 2),
    {1, .6, .2})
  local warm = rates(function(o) return optim.LinearWarmup(o, {steps = 4}) end, 6)
  T.near(warm[#warm], 1)
  T.ok(warm[1] < warm[2] and warm[2] < warm[3])
  local one = rates(function(o) return optim.OneCycleLR(o, {max_lr = 2, total_steps = 10}) end, 9)
  T.near(one[1], 2 / 25)
  T.near(math.max(table.unpack(one)), 2)
  T.near(one[10], 2 / 25 / 1e4, 1e-4)
end)

T.test("ReduceLROnPlateau waits, cuts, stops at min_lr", function()
  local flat = function() return 1 end
  local got = rates(function(o) return optim.ReduceLROnPlateau(o, {patience = 1, factor = 0.5}) end,
    5, flat)
  T.near(got, {1, 1, 1, .5, .5, .25})
  got = rates(function(o)
    return optim.ReduceLROnPlateau(o, {patience = 0, min_lr = 0.3, factor = 0.5})
  end, 4, flat)
  T.near(got[5], 0.3)
  got = rates(function(o) return optim.ReduceLROnPlateau(o, {mode = "max", patience = 0}) end, 3,
    function(i) return i end)
  T.near(got[4], 1)
  got = rates(optim.ReduceLROnPlateau, 11, flat)
  T.near(got[12], 1)
  T.near(rates(optim.ReduceLROnPlateau, 12, flat)[13], 0.1)
  T.raises(function() optim.ReduceLROnPlateau(optim.SGD({weight{0}}, {lr = 1})):step() end, "step")
end)

T.test("HalveOnDivergence restores the last good weights, then cuts the rate", function()
  local w = weight{1}
  local opt = optim.SGD({w}, {lr = 1})
  local s = optim.HalveOnDivergence(opt)
  s:step(1)
  w:fill_(2)
  s:step(5)
  T.near(w, {1})
  T.near(opt.lr, 0.5)
  w:fill_(7)
  s:step(0 / 0)
  T.near(w, {1})
  T.near(opt.lr, 0.05)
end)

T.test("schedulers explain what they cannot take", function()
  local opt = optim.SGD({weight{0}}, {lr = 1})
  T.raises(function() optim.StepLR(opt) end, "step_size", "E0107")
  T.raises(function() optim.StepLR(opt, {step_size = 0}) end, "step_size", "E0102")
  T.raises(function() optim.StepLR(opt, {step_sise = 1}) end, "step_size", "E0104")
  T.raises(function() optim.StepLR(3, {step_size = 1}) end, "optimizer", "E0103")
  T.raises(function() optim.StepLR{step_size = 1} end, "optimizer")
  T.raises(function() optim.ExponentialLR(opt) end, "gamma", "E0107")
  T.raises(function() optim.CosineAnnealingLR(opt) end, "T_max", "E0107")
  T.raises(function() optim.LinearWarmup(opt) end, "steps", "E0107")
  T.raises(function() optim.OneCycleLR(opt, {max_lr = 1}) end, "total_steps", "E0107")
  T.raises(function() optim.ReduceLROnPlateau(opt, {mode = "mni"}) end, "min")
  local s = optim.StepLR(opt, {step_size = 1})
  T.raises(function() return s.stpe end, "step", "E0106")
end)

-- ---- lr_find ------------------------------------------------------------------------------------

T.test("lr_find sweeps rates and leaves the model as it was", function()
  seed(1)
  local train = data.moons{n = 64, seed = 1}
  local m = mlp(2, 8, 1)
  m:eval()
  local before = m:state_dict()
  local r = optim.lr_find(m, train, {loss = nn.BCEWithLogitsLoss()})
  T.eq(#r.lr, #r.loss)
  T.ok(#r.lr > 10)
  T.ok(r.suggestion > r.lr[1] and r.suggestion < r.lr[#r.lr])
  T.near(m[1].weight, before["1.weight"], 0, 0)
  T.eq(m.training, false)
  T.ok(m[1].weight.grad == nil or m[1].weight.grad:abs():sum():item() == 0)
  T.raises(function() optim.lr_find(m, 3) end, "training data")
  T.raises(function() optim.lr_find(m, train, {los = nn.MSELoss()}) end, "loss", "E0104")
  T.ok(optim.lr_find(m, train).suggestion)
end)

T.test("a frozen parameter may be in the list; it moves when it thaws", function()
  local m, x = mlp(2, 4, 1), ones(3, 2)
  m[1].weight:requires_grad_(false)
  local before = m[1].weight:clone()
  local opt = optim.SGD(m:parameters(), {lr = 0.1})
  local function step()
    opt:zero_grad()
    m(x):pow(2):sum():backward()
    opt:step()
  end
  step()
  T.near(m[1].weight, before, 0, 0)
  m[1].weight:fill_(1):requires_grad_(true)
  step()
  T.ok((m[1].weight - 1):abs():max():item() > 0)
  T.raises(function() optim.SGD({zeros(2)}, {lr = 0.1}) end, "requires no gradient", "E0103")
end)

T.finish()
