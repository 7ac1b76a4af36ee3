-- Settings 6, 6b and rows 38 to 47: the learning rate.

local core = require "gradus.core"
local c = require "common"

local function classify(seed, lr, epochs, scheduler)
  local model = c.net(seed, {2, 32, 32, 1})
  local h = c.train(model, c.moons(300, 0.15, 0, seed, "train"), seed, {optimizer = "sgd", lr = lr,
    epochs = epochs, scheduler = scheduler})
  return h, model
end

local function regress(seed, lr, epochs)
  local model = c.net(seed, {1, 32, 32, 1})
  return c.train(model, c.sine(100, 0.1, seed, "train"), seed, {optimizer = "sgd", lr = lr,
    batch = 20,
    epochs = epochs})
end

local function final(h) return h.stopped == "diverged" and math.huge or c.last(h.train_loss) end

-- The lecture's rule: halve until five epochs survive. Returns the first rate that does.
local function edge(probe, start, survives)
  local lr = start
  for _ = 1, 20 do
    if survives(probe(lr)) then return lr end
    lr = lr / 2
  end
  return lr
end

-- Linear regression, 1000 rows of 10 features, batches of 4: what noise a rate leaves. `schedule`
-- gives the rate of an epoch.
local function excess_loss(seed, schedule)
  local ds, best = core.with_seed(seed, function()
    local x = core.randn(1000, 10)
    local y = x:matmul(core.randn(10, 1)) + core.randn(1000, 1)
    return data.from(x, y, {task = "regression"}), ((x:matmul(x:lstsq(y)) - y) ^ 2):mean():item()
  end)
  local model = nn.Linear(10, 1, {bias = false})
  model.weight:zero_()
  local opt = optim.SGD(model, {lr = schedule(1)})
  local h = c.train(model, ds, seed, {optimizer = opt, batch = 4, epochs = 20,
    on_epoch = function(_, epoch)
    opt.lr = schedule(epoch + 1)
  end})
  return final(h) - best
end

return {
  {
    id = "6", title = "learning rates: moons 300 σ.15, 2-32-32-1, SGD, batches of 32, 60 epochs",
    claims = {{"good", "0.3 and 1 end below .15", 0.9}, {"slow", ".0003 ends above the loss of "
      .. ".01", 0.95},
      {"too_high", "30 and 100 do not learn (above .6)", 0.75},
      {"ordered", "loss falls from .001 to .01 to .1 to .3", 0.95},
      {"not_nan", "trap T9: at 100 the loss is not even infinite", nil, 0.9}},
    numbers = {"loss_.0003", "loss_.001", "loss_.01", "loss_.1", "loss_.3", "loss_1", "loss_3",
    "loss_10",
      "loss_30", "loss_100"},
    one = function(seed)
      local r, at = {}, {}
      for _, lr in ipairs{0.0003, 0.001, 0.01, 0.1, 0.3, 1, 3, 10, 30, 100} do
        local h = classify(seed, lr, 60)
        at[lr] = final(h)
        r["loss_" .. ("%g"):format(lr):gsub("^0", "")] = at[lr]
        if lr == 100 then r.not_nan = h.stopped ~= "diverged" end
      end
      r.good = at[0.3] < 0.15 and at[1] < 0.15
      r.slow = at[0.0003] > at[0.01]
      r.too_high = not (at[30] < 0.6) and not (at[100] < 0.6)
      r.ordered = at[0.001] > at[0.01] and at[0.01] > at[0.1] and at[0.1] > at[0.3]
      return r
    end,
  },
  {
    id = "6b", title = "the halving rule, from 64 (classification) and 8 (sine regression)",
    claims = {{"class_quarter", "classification: a quarter of the first survivor is good (< "
      .. ".15)", 0.95},
      {"class_edge", "the first survivor itself is good", nil, 0.75},
      {"reg_quarter", "regression: a quarter of the first survivor is good (< .03)", 0.95},
      {"reg_edge", "the first survivor itself is good (regression)", nil, 0.75}},
    numbers = {"class_lr", "reg_lr"},
    one = function(seed)
      local a = edge(function(lr) return final(classify(seed, lr, 5)) end, 64,
        function(loss) return c.finite(loss) and loss < 0.6 end)
      local first = regress(seed, 1e-9, 1).first_loss
      local b = edge(function(lr) return final(regress(seed, lr, 5)) end, 8,
        function(loss) return c.finite(loss) and loss < 0.8 * first end)
      return {class_lr = a, reg_lr = b, class_edge = final(classify(seed, a, 60)) < 0.15,
        class_quarter = final(classify(seed, a / 4, 60)) < 0.15,
        reg_edge = final(regress(seed, b, 200)) < 0.03, reg_quarter = final(regress(seed, b / 4,
        200)) < 0.03}
    end,
  },
  {
    id = "38", title = "the edge of stability on x²/2 and the double well (rows 38, "
      .. "46)", seeds = 1,
    claims = {{"power", "x after 100 steps is |1 - lr|^100", 1}, {"stays", "double well: lr .5 "
      .. "stays near .91", 1},
      {"crosses", "lr .8 crosses to -1.07", 1}},
    numbers = {},
    one = function()
      local power = true
      for _, lr in ipairs{0.01, 0.1, 0.5, 1.5, 1.9, 2.1} do
        local path = descend(function(w) return (w ^ 2):sum() / 2 end, 1, {lr = lr, steps = 100})
        local expected = math.abs(1 - lr) ^ 100
        power = power and math.abs(math.abs(path[#path][1]) - expected) <= 1e-4 * expected + 1e-30
      end
      local stays = descend(surface.double_well(), 1.6, {lr = 0.5, steps = 200})
      local crosses = descend(surface.double_well(), 1.6, {lr = 0.8, steps = 200})
      return {power = power, stays = math.abs(stays[#stays][1] - 0.914) < 0.01,
        crosses = math.abs(crosses[#crosses][1] + 1.068) < 0.01}
    end,
  },
  {
    id = "42", title = "decay: linear regression, batches of 4, 20 epochs (row 42)", seeds = 10,
    claims = {{"decay_best", "halving every 2 epochs from .05 ends below constant .05 and "
      .. ".01", 0.95}},
    numbers = {"constant_.05", "constant_.01", "constant_.002", "decay"},
    one = function(seed)
      local function constant(lr) return function() return lr end end
      local r = {["constant_.05"] = excess_loss(seed, constant(0.05)),
        ["constant_.01"] = excess_loss(seed, constant(0.01)),
        ["constant_.002"] = excess_loss(seed, constant(0.002)),
        decay = excess_loss(seed, function(epoch) return 0.05 * 0.5 ^ ((epoch - 1) // 2) end)}
      r.decay_best = r.decay < r["constant_.05"] and r.decay < r["constant_.01"]
      return r
    end,
  },
  {
    id = "45", title = "trap: a higher rate against overfitting. Moons 40, SGD, batches of 8, 300 "
      .. "epochs",
    claims = {{"helps", "last val of lr .5 below that of .1", nil, 0.25}},
    numbers = {"val_.02", "val_.1", "val_.5", "val_1"},
    one = function(seed)
      local r = {}
      for _, lr in ipairs{0.02, 0.1, 0.5, 1} do
        local h = c.train(c.net(seed, {2, 64, 64, 1}), c.moons(40, 0.25, 0.1, seed, "train"), seed,
          {val = c.moons(1000, 0.25, 0.1, seed, "val"), optimizer = "sgd", lr = lr, batch = 8,
          epochs = 300})
        r["val_" .. ("%g"):format(lr):gsub("^0", "")] = c.last(h.val_loss)
      end
      r.helps = r["val_.5"] < r["val_.1"]
      return r
    end,
  },
  {
    id = "47", title = "the rate finder: optim.lr_find on the moons of 6",
    claims = {{"good", "its suggestion trains below .15 in 60 epochs", 0.65},
      {"learned", "or at least below .35", 0.95}},
    numbers = {"suggestion", "loss"},
    one = function(seed)
      local train = c.moons(300, 0.15, 0, seed, "train")
      local model = c.net(seed, {2, 32, 32, 1})
      local found = core.with_seed(seed, function() return optim.lr_find(model, train, {}) end)
      local loss = final(classify(seed, found.suggestion, 60))
      return {suggestion = found.suggestion, loss = loss, good = loss < 0.15, learned = loss < 0.35}
    end,
  },
}
