-- Settings 7, 8, 8b and rows 48 to 57: activations, vanishing gradients, dead units.

local core = require "gradus.core"
local c = require "common"

local function first_init(act) return act == "relu" and "he" or "xavier" end

local function circles_accuracy(seed, act, layers)
  local model = c.net(seed, c.deep(2, 32, layers, 1), {act = act, init = first_init(act)})
  local h = c.train(model, c.circles(400, 0.1, seed, "train"), seed, {optimizer = "sgd", lr = 0.1,
    batch = 50,
    epochs = 100})
  return c.last(h.train_accuracy)
end

-- Norm of the first layer's gradient against the last one's, before training.
local function gradient_ratio(seed, act, layers, init)
  local x = core.with_seed(seed, function() return core.randn(256, 64) end)
  local y = (x:narrow(2, 1, 1) * x:narrow(2, 2, 1)):gt(0)
  local model = c.net(seed, c.deep(64, 64, layers, 1), {act = act, init = init})
  local r = health(model, data.from(x, y, {task = "binary"}))
  return r.grad_w[1] / r.grad_w[#r.grad_w]
end

local function dead_share(model, ds)
  local r = health(model, ds)
  local sum, n = 0, 0
  for i = 1, #r.layers - 1 do
    sum, n = sum + r.layers[i].dead, n + r.layers[i].units
  end
  return sum / n
end

-- 2-64-1 with hidden biases of -10: every unit silent. The activation is replaced, the weights
-- stay.
local function rescued(seed, make)
  local ds = c.moons(300, 0.15, 0, seed, "train")
  local model = c.net(seed, {2, 64, 1})
  model[1].bias:fill_(-10)
  local other = nn.Sequential{model[1], make(), model[3]}
  local h = c.train(other, ds, seed, {optimizer = "sgd", lr = 0.3, batch = 30, epochs = 100})
  return c.last(h.train_accuracy), other, ds
end

return {
  {
    id = "7", title = "depth and activation: circles 400 σ.1, width 32, SGD .1, 100 "
      .. "epochs", seeds = 10,
    claims = {{"relu", "ReLU above .95 at 1, 2, 4 and 8 layers", 0.95},
      {"sigmoid", "sigmoid above .95 at any of them", nil, 0.05},
      {"tanh", "tanh above .9 at 8 layers", 0.85},
      {"vanishes", "8 layers of sigmoid: first gradient below a thousandth of the last", 0.95},
      {"kept", "8 layers of tanh: between .3 and 3", 0.95}},
    numbers = {"sigmoid_1", "sigmoid_8", "tanh_1", "tanh_2", "tanh_8", "relu_1", "relu_8",
    "ratio_sigmoid_8",
      "ratio_tanh_8", "ratio_relu_8"},
    one = function(seed)
      local r = {relu = true, sigmoid = false}
      for _, act in ipairs{"sigmoid", "tanh", "relu"} do
        for _, layers in ipairs{1, 2, 4, 8} do
          local a = circles_accuracy(seed, act, layers)
          r[act .. "_" .. layers] = a
          if act == "relu" then r.relu = r.relu and a > 0.95 end
          if act == "sigmoid" then r.sigmoid = r.sigmoid or a > 0.95 end
        end
        r[("ratio_%s_8"):format(act)] = gradient_ratio(seed, act, 8, first_init(act))
      end
      r.tanh, r.vanishes = r.tanh_8 > 0.9, r.ratio_sigmoid_8 < 1e-3
      r.kept = r.ratio_tanh_8 > 0.3 and r.ratio_tanh_8 < 3
      return r
    end,
  },
  {
    id = "8", title = "dead units: moons 300 σ.15, 2-64-64-1, SGD, batches of 30, 40 epochs",
    claims = {{"dead", "lr 3 kills at least 35 % of the units", 0.95}, {"before", "before training "
      .. "below 15 %", 0.95},
      {"survives", "lr 1 still reaches .95", 0.95}, {"more", "more die at 3 than at .3", 0.95}},
    numbers = {"dead_.3", "dead_1", "dead_2", "dead_3", "dead_5", "accuracy_.3", "accuracy_1",
    "accuracy_3",
      "accuracy_5"},
    one = function(seed)
      local r, ds = {}, c.moons(300, 0.15, 0, seed, "train")
      r.before = dead_share(c.net(seed, {2, 64, 64, 1}), ds) < 0.15
      for _, lr in ipairs{0.3, 1, 2, 3, 5} do
        local model = c.net(seed, {2, 64, 64, 1})
        local h = c.train(model, ds, seed, {optimizer = "sgd", lr = lr, batch = 30, epochs = 40})
        local key = ("%g"):format(lr):gsub("^0", "")
        r["dead_" .. key], r["accuracy_" .. key] = dead_share(model, ds), c.last(h.train_accuracy)
      end
      r.dead, r.survives, r.more = r.dead_3 >= 0.35, r.accuracy_1 > 0.95, r.dead_3 > r["dead_.3"]
      return r
    end,
  },
  {
    id = "8b", title = "a dead layer: hidden biases -10, SGD .3, 100 epochs, activation replaced",
    claims = {{"stuck", "ReLU stays at .5, every unit dead", 0.95}, {"rescued", "leaky .1 reaches "
      .. ".8", 0.95},
      {"less", "leaky .01 ends below leaky .1", 0.7}},
    numbers = {"relu", "leaky_.01", "leaky_.1", "elu"},
    one = function(seed)
      local relu, model, ds = rescued(seed, nn.ReLU)
      local r = {relu = relu, ["leaky_.01"] = rescued(seed, function()
        return nn.LeakyReLU(0.01) end),
        ["leaky_.1"] = rescued(seed, function() return nn.LeakyReLU(0.1) end), elu = rescued(seed,
        nn.ELU)}
      r.stuck = relu < 0.55 and dead_share(model, ds) == 1
      r.rescued, r.less = r["leaky_.1"] > 0.8, r["leaky_.01"] < r["leaky_.1"]
      return r
    end,
  },
  {
    id = "48", title = "without activations depth is a line: circles 300, Adam .02, 200 epochs "
      .. "(rows 12, 24, 48)",
    claims = {{"line", "logistic and 2-32-32-32-1 without activations stay below .65", 0.95},
      {"eight", "8 hidden ReLU units reach .97", 0.95}, {"four", "4 hidden tanh units reach "
        .. ".9", 0.95},
      {"three", "trap T12: 3 ReLU units reach .9", nil, 0.9}},
    numbers = {"logistic", "linear_deep", "relu_3", "relu_8", "tanh_4"},
    one = function(seed)
      local train, val = c.circles(300, 0.1, seed, "train"), c.circles(1000, 0.1, seed, "val")
      local function reached(sizes, act)
        local model = c.net(seed, sizes, {act = act, init = act == "relu" and "he" or "xavier"})
        c.train(model, train, seed, {lr = 0.02, batch = 50, epochs = 200})
        return accuracy(model, val)
      end
      local r = {logistic = reached({2, 1}), linear_deep = reached({2, 32, 32, 32, 1}, "none"),
        relu_3 = reached({2, 3, 1}, "relu"), relu_8 = reached({2, 8, 1}, "relu"),
        tanh_4 = reached({2, 4, 1}, "tanh")}
      r.line = r.logistic < 0.65 and r.linear_deep < 0.65
      r.eight, r.four, r.three = r.relu_8 > 0.97, r.tanh_4 > 0.9, r.relu_3 > 0.9
      return r
    end,
  },
  {
    id = "69", title = "depth at about 1,900 parameters: spirals 300 σ.2, Adam .01, 60 "
      .. "epochs", seeds = 10,
    claims = {{"same", "1, 2, 3 and 6 layers all above .95: depth buys nothing here", 0.9}},
    numbers = {"layers_1", "layers_2", "layers_3", "layers_6"},
    one = function(seed)
      local train, val = c.spirals(300, 0.2, seed, "train"), c.spirals(900, 0.2, seed, "val")
      local r = {same = true}
      for layers, width in pairs{[1] = 340, [2] = 41, [3] = 29, [6] = 18} do
        local model = c.net(seed, c.deep(2, width, layers, 3))
        c.train(model, train, seed, {lr = 0.01, batch = 30, epochs = 60})
        r["layers_" .. layers] = accuracy(model, val)
        r.same = r.same and r["layers_" .. layers] > 0.95
      end
      return r
    end,
  },
}
