-- diagnose: the chart's branches, the slopes of histories, the four worlds.

local T = require "gradus_test"
local history = require "gradus.history"

local function verdict(e) return diagnose(e).verdict end

T.test("the chart names the first error that is out of line", function()
  T.eq(verdict{train = 0.3}, "high bias")
  T.eq(verdict{train = 0.3, train_dev = 0.5, val = 0.5}, "high bias")
  T.eq(verdict{train = 0.01, train_dev = 0.2, val = 0.2}, "high variance")
  T.eq(verdict{train = 0.01, train_dev = 0.02, val = 0.3}, "mismatch")
  T.eq(verdict{train = 0.01, val = 0.3}, "variance or mismatch")
  T.eq(verdict{train = 0.01, train_dev = 0.02, val = 0.03, test = 0.2}, "overfit validation")
  T.eq(verdict{train = 0.01, train_dev = 0.02, val = 0.03, test = 0.04}, "good")
  T.eq(verdict{train = 0.3, val = 0.32, target = 0.25}, "good")
end)

T.test("each verdict has advice and says its evidence", function()
  for _, e in ipairs{{train = 0.3}, {train = 0, val = 0.3}, {train = 0, val = 0, test = 0.3},
    {train = 0},
    {train = 0, train_dev = 0.3}, {train = 0, train_dev = 0, val = 0.3}} do
    local r = diagnose(e)
    T.ok(#r.advice >= 1 and #r.evidence > 10)
    for line in tostring(r):gmatch("[^\n]+") do T.ok(utf8.len(line) <= 60, line) end
  end
end)

-- A history with these curves.
local function curves(train_loss, val_loss, train_accuracy, val_accuracy)
  local h = history.new{baseline_loss = 0.69}
  for i = 1, #train_loss do
    h.train_loss[i], h.val_loss[i] = train_loss[i], val_loss[i]
    h.train_accuracy[i], h.val_accuracy[i] = train_accuracy, val_accuracy
  end
  h.epochs = #train_loss
  return h
end

local function curve(f)
  local out = {}
  for i = 1, 100 do out[i] = f(i) end
  return out
end

T.test("a run that still falls is not judged as too small a network", function()
  local falling = curve(function(i) return 0.7 - 0.003 * i end)
  local flat = curve(function(i) return 0.6 + 0.01 * (i % 2) end)
  T.eq(verdict(curves(falling, falling, 0.8, 0.8)), "still falling")
  T.eq(verdict(curves(flat, flat, 0.8, 0.8)), "high bias")
  T.eq(verdict(curves(falling, flat, 0.99, 0.8)), "variance or mismatch")
  T.eq(verdict(curves(flat, flat, 0.98, 0.97)), "good")
end)

T.test("short training and too small a network are told apart on real runs", function()
  local right = 0
  for s = 1, 5 do -- on 20 seeds each was right 20 times
    seed(s)
    local train = data.moons{n = 300, noise = 0.15, seed = s}
    local val = data.moons{n = 300, noise = 0.15, seed = 100 + s}
    local short = fit(mlp(2, 32, 32, 1, {init = "he"}), train, {val = val, optimizer = "sgd",
      lr = 0.003,
      epochs = 30, verbose = false})
    local circles = data.circles{n = 300, noise = 0.1, seed = s}
    local line = fit(mlp(2, 1), circles, {val = circles, optimizer = "sgd", lr = 0.1, epochs = 100,
      verbose = false})
    if verdict(short) == "still falling" and verdict(line) == "high bias" then right = right + 1 end
  end
  T.ok(right >= 4, right .. " of 5")
end)

T.test("regressions are judged by the variance that is left", function()
  local h = history.new{baseline_loss = 1}
  for i = 1, 20 do h.train_loss[i], h.val_loss[i] = 0.02, 0.5 end
  h.epochs = 20
  T.eq(verdict(h), "variance or mismatch")
end)

T.test("wrong arguments are named", function()
  T.raises(function() diagnose() end, "needs a history or a table of errors, found nothing",
    "E0107")
  T.raises(function() diagnose{train = 45} end, "train must be at least 0 and at most 1, found 45",
    "E0102")
  T.raises(function() diagnose{val = 0.2} end, "needs the training error", "E0107")
  T.raises(function() diagnose{train = 0, valid = 0.2} end, "did you mean val%?", "E0104")
  T.raises(function() return diagnose{train = 0}.verdikt end, "did you mean verdict%?", "E0106")
end)

T.finish()
