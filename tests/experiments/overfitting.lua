-- Settings 1, 1b, 5, 19 and what hangs on them: overfitting, early stopping, L2, width, more data.

local c = require "common"

local HIDDEN = {2, 64, 64, 1}

local function noisy(seed) return c.moons(40, 0.25, 0.1, seed, "train") end

local function overfit(seed, options, sizes, val_rows)
  local model = c.net(seed, sizes or HIDDEN)
  local o = {val = c.moons(val_rows or 200, 0.25, 0.1, seed, "val"), lr = 0.01, batch = 40,
    epochs = 1000}
  for name, value in pairs(options or {}) do o[name] = value end
  return c.train(model, noisy(seed), seed, o), model
end

local function regression(seed, n, options, sizes)
  local model = c.net(seed, sizes or {1, 64, 64, 1}, {act = "tanh", init = "xavier"})
  local o = {val = c.sine(500, 0.3, seed, "val"), lr = 0.01, batch = n, epochs = 3000}
  for name, value in pairs(options or {}) do o[name] = value end
  return c.train(model, c.sine(n, 0.3, seed, "train"), seed, o)
end

return {
  {
    id = "1", title = "overfitting: moons 40, 2-64-64-1, Adam .01, 1000 full batches",
    claims = {{"shows", "train below half of the best val, last val above 1.5 times the "
      .. "best", 0.95},
      {"argmin_early", "validation loss lowest at least 100 epochs before the end", 0.95},
      {"confident", "accuracy moves far less than the loss (both relative)", 0.95}},
    numbers = {"train_end", "val_best", "best_epoch", "val_end", "ratio", "train_accuracy",
      "val_accuracy_best", "val_accuracy_end"},
    one = function(seed)
      local h = overfit(seed)
      local best, last = h.val_loss[h.best_epoch], c.last(h.val_loss)
      local a, b = h.val_accuracy[h.best_epoch], c.last(h.val_accuracy)
      return {train_end = c.last(h.train_loss), val_best = best, best_epoch = h.best_epoch,
        val_end = last,
        ratio = last / best, train_accuracy = c.last(h.train_accuracy), val_accuracy_best = a,
        val_accuracy_end = b, argmin_early = h.best_epoch <= h.epochs - 100,
        shows = c.last(h.train_loss) < 0.5 * best and last > 1.5 * best,
        confident = math.abs(b - a) / a < 0.5 * (last - best) / best}
    end,
  },
  {
    id = "1b", title = "overfitting a regression: sine 15, 1-64-64-1 tanh, Adam .01, 3000",
    claims = {{"shows", "train below half the noise, val above 1.5 times the noise", 0.85},
      {"l2_helps", "l2 0.001 lowers the last val", 0.9},
      {"data_helps", "150 points lower the last val", 0.95}},
    numbers = {"train_end", "val_best", "val_end", "val_l2", "val_n150"},
    one = function(seed)
      local h, floor = regression(seed, 15), 0.09
      local l2, more = regression(seed, 15, {l2 = 1e-3}), regression(seed, 150)
      local val = c.last(h.val_loss)
      return {train_end = c.last(h.train_loss), val_best = h.val_loss[h.best_epoch], val_end = val,
        val_l2 = c.last(l2.val_loss), val_n150 = c.last(more.val_loss),
        shows = c.last(h.train_loss) < 0.5 * floor and val > 1.5 * floor,
        l2_helps = c.last(l2.val_loss) < val, data_helps = c.last(more.val_loss) < val}
    end,
  },
  {
    id = "5", title = "early stopping: as 1, patience 50, best weights restored; test 2000",
    claims = {{"loss", "test loss below that of the full run", 0.95},
      {"accuracy", "test accuracy not below that of the full run", 0.55},
      {"norm", "weight norm at the best epoch below that at the end", 0.95},
      {"short", "stops before epoch 200", 0.95}},
    numbers = {"stop_epoch", "test_stop", "test_end", "accuracy_stop", "accuracy_end", "norm_stop",
    "norm_end"},
    one = function(seed)
      local test = c.moons(2000, 0.25, 0.1, seed, "test")
      local _, full = overfit(seed)
      local h, stopped = overfit(seed, {early_stopping = {patience = 50}})
      local a, b = evaluate(stopped, test), evaluate(full, test)
      return {stop_epoch = h.epochs, test_stop = a.loss, test_end = b.loss,
        accuracy_stop = a.accuracy,
        accuracy_end = b.accuracy, norm_stop = c.weight_norm(stopped),
        norm_end = c.weight_norm(full),
        loss = a.loss < b.loss, accuracy = a.accuracy >= b.accuracy,
        norm = c.weight_norm(stopped) < c.weight_norm(full), short = h.epochs < 200}
    end,
  },
  {
    id = "19", title = "L2 sweep: as 1 with lambda Σw², 500 epochs, val 1000",
    claims = {{"halves", "lambda 0.01 at most halves the last val", 0.95},
      {"u_curve", "val at 0.01 below both ends of the sweep", 0.95},
      {"underfits", "lambda 0.1 underfits (train above 0.6)", 0.8}},
    numbers = {"val_0", "val_0.0001", "val_0.001", "val_0.003", "val_0.01", "val_0.03", "val_0.1",
    "norm_0",
      "norm_0.1"},
    one = function(seed)
      local r = {}
      for _, l2 in ipairs{0, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1} do
        local h, model = overfit(seed, {l2 = l2, epochs = 500}, nil, 1000)
        local key = ("%g"):format(l2):gsub("1e%-04", "0.0001")
        r["val_" .. key], r["train_" .. key] = c.last(h.val_loss), c.last(h.train_loss)
        r["norm_" .. key] = c.weight_norm(model)
      end
      r.halves = r["val_0.01"] < 0.5 * r.val_0
      r.u_curve = r["val_0.01"] < r.val_0 and r["val_0.01"] < r["val_0.1"]
      r.underfits = r["train_0.1"] > 0.6
      return r
    end,
  },
  {
    id = "18w", title = "width: as 1 with hidden 1, 4, 32, 128 units in one layer (row 18)",
    claims = {{"wide_overfits", "last val of 128 units above that of 4", 0.8}},
    numbers = {"val_1", "val_4", "val_32", "val_128"},
    one = function(seed)
      local r = {}
      for _, width in ipairs{1, 4, 32, 128} do
        r["val_" .. width] = c.last(overfit(seed, nil, {2, width, 1}).val_loss)
      end
      r.wide_overfits = r.val_128 > r.val_4
      return r
    end,
  },
  {
    id = "13d", title = "more data: moons .25/.1, 2-64-64-1, 600 steps, n = 20, 40, 100, 300, 1000",
    claims = {{"shrinks", "the gap at 1000 is below a quarter of that at 40", 0.95}},
    numbers = {"gap_20", "gap_40", "gap_100", "gap_300", "gap_1000"},
    one = function(seed)
      local r, val = {}, c.moons(2000, 0.25, 0.1, seed, "val")
      for _, n in ipairs{20, 40, 100, 300, 1000} do
        local batch = math.min(n, 50)
        local h = c.train(c.net(seed, HIDDEN), c.moons(n, 0.25, 0.1, seed, "train"), seed,
          {val = val, lr = 0.01, batch = batch, epochs = 600 * batch // n})
        r["gap_" .. n] = c.last(h.val_loss) - c.last(h.train_loss)
      end
      r.shrinks = r.gap_1000 < 0.25 * r.gap_40
      return r
    end,
  },
  {
    id = "23", title = "stopped too early: moons 300 σ.15, SGD .01, 60 and 600 epochs (row 23)",
    claims = {{"falling", "after 60 epochs the val loss still falls", 0.95},
      {"helps", "600 epochs give a lower val loss", 0.95},
      {"diagnosed", "diagnose says still falling after 30 epochs at .003", 0.9}},
    numbers = {"val_60", "val_600"},
    one = function(seed)
      local train, val = c.moons(300, 0.15, 0, seed, "train"), c.moons(1000, 0.15, 0, seed, "val")
      local function run(epochs, lr)
        return c.train(c.net(seed, {2, 32, 32, 1}), train, seed, {val = val, optimizer = "sgd",
          lr = lr,
          epochs = epochs})
      end
      local short, long, tiny = run(60, 0.01), run(600, 0.01), run(30, 0.003)
      return {val_60 = c.last(short.val_loss), val_600 = c.last(long.val_loss),
        falling = short.val_loss[60] < short.val_loss[51],
        helps = c.last(long.val_loss) < c.last(short.val_loss),
        diagnosed = diagnose(tiny).verdict == "still falling"}
    end,
  },
  {
    id = "21", title = "ensemble of 10 bagged networks: sine 15, 1-64-64-1 tanh; moons 60 (row "
      .. "21)", seeds = 10,
    claims = {{"mse", "regression: ensemble below the mean member", 0.95},
      {"nll", "moons: ensemble's loss below the mean member's", 0.95}},
    numbers = {"mse_single", "mse_ensemble", "nll_single", "nll_ensemble"},
    one = function(seed)
      local function members(ds, val, sizes, options, epochs, task)
        local list, sum = {task = task}, 0
        for k = 1, 10 do
          local rows = {}
          for i, u in ipairs(rand(#ds):tolist()) do rows[i] = math.floor(u * #ds) + 1 end
          list[k] = c.net(100 * seed + k, sizes, options)
          c.train(list[k], ds:subset(rows), seed, {lr = 0.01, batch = #ds, epochs = epochs})
          sum = sum + evaluate(list[k], val).loss
        end
        return sum / 10, evaluate(ensemble(list), val).loss
      end
      local a, b = members(c.sine(15, 0.3, seed, "train"), c.sine(500, 0.3, seed, "val"),
        {1, 64, 64, 1},
        {act = "tanh", init = "xavier"}, 500, "regression")
      local p, q = members(c.moons(60, 0.25, 0.1, seed, "train"), c.moons(2000, 0.25, 0.1, seed,
        "val"),
        HIDDEN, nil, 300, "binary")
      return {mse_single = a, mse_ensemble = b, nll_single = p, nll_ensemble = q, mse = b < a,
        nll = q < p}
    end,
  },
}
