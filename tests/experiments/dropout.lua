-- Settings 4, 4b, 14, rows 33, 34, 75 and the trap T19: what dropout does, and what it does not.

local core = require "gradus.core"
local c = require "common"

local function moons(seed, part, n)
  return c.moons(n, 0.25, 0.1, seed, part)
end

-- 2-128-128-1, Adam .003, batches of 50, 300 epochs; drop nil: none.
local function trained(seed, drop, outputs)
  local train, val = moons(seed, "train", 100), moons(seed, "val", 1000)
  if outputs == 2 then train, val = c.two_classes(train), c.two_classes(val) end
  local model = c.net(seed, {2, 128, 128, outputs or 1}, {dropout = drop and {drop = drop} or nil})
  local h = c.train(model, train, seed, {val = val, lr = 0.003, batch = 50, epochs = 300})
  return h, val
end

-- Drop in accuracy when the inputs get Gaussian noise of 0.3.
local function with_noise(model, val, seed)
  local noisy = core.with_seed(seed, function()
    return data.from(val.x + core.randn(#val, 2) * 0.3, val.y, {task = "binary"})
  end)
  return accuracy(model, noisy)
end

local function deviation_of_copies(model, x, training)
  model:train(training)
  local copies = core.no_grad(function()
    return model(x:narrow(1, 1, 1) + core.zeros(200, 2)):sigmoid():std():item()
  end)
  model:eval()
  return copies
end

return {
  {
    id = "4", title = "dropout .5: moons 100 .25/.1, 2-128-128-2, Adam .003, 300 epochs",
    claims = {{"gap", "the gap val - train is smaller", 0.95}, {"val", "the last val loss is "
      .. "lower", 0.95},
      {"accuracy", "val accuracy is not lower", 0.8}},
    numbers = {"train_none", "val_none", "accuracy_none", "train_drop", "val_drop",
    "accuracy_drop"},
    one = function(seed)
      local a, b = trained(seed, nil, 2), trained(seed, 0.5, 2)
      local r = {train_none = c.last(a.train_loss), val_none = c.last(a.val_loss),
        accuracy_none = c.last(a.val_accuracy), train_drop = c.last(b.train_loss),
        val_drop = c.last(b.val_loss), accuracy_drop = c.last(b.val_accuracy)}
      r.gap = r.val_drop - r.train_drop < r.val_none - r.train_none
      r.val, r.accuracy = r.val_drop < r.val_none, r.accuracy_drop >= r.accuracy_none
      return r
    end,
  },
  {
    id = "4b", title = "half the hidden units taken out (ablate), one output; and what else it "
      .. "changes",
    claims = {{"cost", "costs the plain network more than .05, the other less than .04", 0.95},
      {"quarter", "last val loss at least a quarter below plain", 0.95},
      {"train_higher", "train loss (evaluation mode) higher with dropout", 0.95},
      {"masks", "the mean of 50 masks has a lower loss than the whole network", 0.95},
      {"noise", "more accurate on noisy inputs", 0.8},
      {"random", "200 copies of a row differ in training mode, not in evaluation", 1}},
    numbers = {"cost_none", "cost_drop", "val_none", "val_drop", "loss_masks", "noisy_none",
    "noisy_drop"},
    one = function(seed)
      local a, val = trained(seed)
      local b = trained(seed, 0.5)
      local r = {cost_none = ablate(a.model, val).cost, cost_drop = ablate(b.model, val).cost,
        val_none = c.last(a.val_loss), val_drop = c.last(b.val_loss),
        loss_masks = evaluate(b.model, val, {samples = 50}).loss,
        noisy_none = with_noise(a.model, val, seed), noisy_drop = with_noise(b.model, val, seed)}
      r.cost = r.cost_none > 0.05 and r.cost_drop < 0.04
      r.quarter = r.val_drop <= 0.75 * r.val_none
      r.train_higher = c.last(b.train_loss) > c.last(a.train_loss)
      r.masks, r.noise = r.loss_masks < r.val_drop, r.noisy_drop > r.noisy_none
      r.random = deviation_of_copies(b.model, val.x, true) > 1e-3
        and deviation_of_copies(b.model, val.x, false) < 1e-6
      return r
    end,
  },
  {
    id = "T19", title = "trap: dropout as the cure. The best epochs of 4b compared",
    claims = {{"best_lower", "best-epoch val loss lower with dropout: a coin flip", 0.2, 0.8},
      {"beats_stopping", "last val with dropout below the best plain epoch: hardly "
        .. "ever", nil, 0.3}},
    numbers = {"best_none", "best_drop", "last_drop"},
    one = function(seed)
      local a, b = trained(seed), trained(seed, 0.5)
      local r = {best_none = a.val_loss[a.best_epoch], best_drop = b.val_loss[b.best_epoch],
        last_drop = c.last(b.val_loss)}
      r.best_lower, r.beats_stopping = r.best_drop < r.best_none, r.last_drop < r.best_none
      return r
    end,
  },
  {
    id = "14", title = "eval() forgotten: 20 features, 4 classes, 100 rows, 20-128-128-4, drop .5",
    claims = {{"shows", "accuracy lower in training mode, and another one at each call", 0.95}},
    numbers = {"accuracy_eval", "accuracy_train", "spread"},
    one = function(seed)
      local m = mistake("no_eval", {seed = seed})
      return {shows = m.shows, accuracy_eval = m.right.accuracy, accuracy_train = m.wrong.accuracy,
        spread = m.wrong["spread of 20 measurements"]}
    end,
  },
  {
    id = "75", title = "keep .8 handed over as drop .8 (row 75)",
    claims = {{"shows", "train loss above that of drop .2", 0.95}},
    numbers = {"accuracy_right", "accuracy_wrong", "train_right", "train_wrong"},
    one = function(seed)
      local m = mistake("keep_as_drop", {seed = seed})
      return {shows = m.shows, accuracy_right = m.right.accuracy, accuracy_wrong = m.wrong.accuracy,
        train_right = m.right["train loss"], train_wrong = m.wrong["train loss"]}
    end,
  },
  {
    id = "33", title = "dropout's expectation: training mean = evaluation output, drop .2 and .8 "
      .. "(row 33)",
    seeds = 5,
    claims = {{"inverted", "inverted: means within 1 %", 1}, {"classic", "classic: means within 1 "
      .. "%", 1}},
    numbers = {"inverted_.2", "inverted_.8", "classic_.2", "classic_.8"},
    one = function()
      local r = {inverted = true, classic = true}
      for _, mode in ipairs{"inverted", "classic"} do
        for _, drop in ipairs{0.2, 0.8} do
          local d, x = nn.Dropout{drop = drop, mode = mode}, core.ones(1000, 1000)
          local train = d(x):mean():item()
          local eval = d:eval()(x):mean():item()
          r[("%s_%s"):format(mode, drop == 0.2 and ".2" or ".8")] = train / eval
          r[mode] = r[mode] and math.abs(train / eval - 1) < 0.01
        end
      end
      return r
    end,
  },
}
