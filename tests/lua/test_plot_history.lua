-- lua/plot/kinds/history.lua: training runs as pictures and in words.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"

local nan, inf = 0 / 0, math.huge

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

-- A run that overfits: training falls all the way, validation turns at epoch 17.
local function history(n, fields)
  local h = {train_loss = {}, val_loss = {}, train_accuracy = {}, val_accuracy = {}, lr = {},
    epochs = n, id = 1, best_epoch = math.min(n, 17)}
  for e = 1, n do
    h.train_loss[e] = 0.7 * math.exp(-e / 12)
    h.val_loss[e] = 0.7 * math.exp(-e / 8) + 0.011 * e
    h.train_accuracy[e], h.val_accuracy[e], h.lr[e] = 1 - h.train_loss[e], 1 - h.val_loss[e], 0.1
  end
  for name, value in pairs(fields or {}) do h[name] = value end
  return h
end

local function plot(...) return figure.new("history", kinds.history.build(...)) end

local function text(fig, style) return fig:text {columns = 60, rows = 14, style = style} end

T.test("what was predicted lies over what came, and its distance is said", function()
  local h = {train_loss = {0.8, 0.4, 0.2}, val_loss = {0.8, 0.5, 0.6}, epochs = 3}
  local fig = require("gradus.plot.figure").new("history",
    require("gradus.plot.kinds").history.build(h, {predicted = {0.8, 0.2}}))
  local series = fig.series[3]
  T.eq({series.name, series.dash, series.shape}, {"predicted", "dotted", "cross"})
  T.near(series.ys, {0.8, 0.5, 0.2}, 1e-12)
  T.ok(fig:describe():find("; the prediction lies 0.133 off validation on average", 1, true),
    fig:describe())
  T.ok(fig:text {columns = 60, rows = 12, style = "ascii"}:find "predicted 0%.2")
  T.eq(tostring(fig), "figure: curve, train and val loss over 3 epochs")
  local build = require("gradus.plot.kinds").history.build
  T.raises(function() build(h, h, {predicted = {1, 2}}) end, "belongs to one run, found 2", "E0102")
  T.raises(function() build(h, {predicted = {1}}) end, "at least two heights", "E0103")
  T.raises(function() build(h, {predicted = {1, 0 / 0}}) end, "height 2 of predicted", "E0103")
end)

T.test("a run in braille", function()
  T.eq(text(plot(history(40)), "braille"), [[
loss             run 1: loss by epoch
    │⠠⡀               ┊best 17
0.6 ┤ ⠹⢆              ┊
    │   ⢑⡄            ┊
0.4 ┤    ⠙⢦⡀          ┊                   ⡀ ⠠⠤⠒◆  val 0.44
    │      ⠈⠑⢦⡀       ┊            ⢀⡠⠤  ⠊⠉
    │         ⠈⠑⢄⡠⠤⠤  ◇⠤⠄ ⠠⠤⠒  ⠉⠉⠁
0.2 ┤            ⠈⠉⠒⠤⣀┊
    │                 ⠉⠒⠒⠤⢄⣀⡀
    │                 ┊     ⠈⠉⠑⠒⠒⠒⠤⠤⠤⣀⣀⣀⣀⣀⡀
  0 ┤                 ┊                   ⠈⠉⠉⠉⠉●  train 0.02
    └┬─────────┬─────────┬──────────┬──────────┬
     1        10         20         30         40
                        epoch]])
end)

T.test("a run in ASCII", function()
  T.eq(text(plot(history(40)), "ascii"), [[
loss             run 1: loss by epoch
    |x                :best 17
0.6 + **              :
    |  x*             :
0.4 +    x*           :                   xxxxxx  val 0.44
    |      x*x*       :           xxxxxxxx
    |          x*xxxxxXxxxxxxxxxxx
0.2 +             ****:
    |                 *******
    |                 :      **************
  0 +                 :                    *****  train 0.02
    ++---------+---------+----------+----------+
     1        10         20         30         40
                        epoch]])
end)

T.test("the sentence of a run that overfits", function()
  local fig = plot(history(40))
  T.eq(fig:describe(), "train falls 0.64 to 0.02; validation bottoms at epoch 17 (0.27), "
    .. "then rises to 0.44; gap at the end 0.42")
  T.eq(tostring(fig), "figure: curve, train and val loss over 40 epochs")
end)

T.test("a run that is still falling has no bottom", function()
  local fig = plot(history(12))
  T.ok(fig:describe():find("validation falls 0.63 to 0.29", 1, true), fig:describe())
  T.ok(not fig:describe():find("bottoms"))
end)

T.test("accuracy peaks where loss bottoms", function()
  local fig = plot(history(40), {metric = "accuracy"})
  T.ok(fig:describe():find("validation peaks at epoch 17 (0.73), then falls to 0.56", 1, true),
    fig:describe())
  T.eq(fig.y.label, "accuracy")
end)

T.test("why a run ended is in the title and in the sentence", function()
  local endings = {early = "stopped early after epoch 20", diverged = "diverged at epoch 20",
    interrupted = "interrupted after epoch 20"}
  for how, words in pairs(endings) do
    local fig = plot(history(20, {stopped = how}))
    T.eq(fig.title, "run 1: " .. words)
    T.ok(fig:describe():find(words, 1, true))
  end
end)

T.test("whose weights the model has, where they were restored", function()
  local fig = plot(history(30, {stopped = "early", restored = 17}))
  T.ok(fig:describe():find("; stopped early after epoch 30; the weights are those of epoch 17$"),
    fig:describe())
end)

T.test("a diverged run keeps its last epoch in the picture and says the NaN", function()
  local h = history(6, {stopped = "diverged", best_epoch = 5})
  h.train_loss[6], h.val_loss[6] = nan, inf
  local fig = plot(h)
  local gap = "train: 1 of 6 values is NaN or infinite and left out, the first at epoch 6"
  T.ok(fig:describe():find(gap, 1, true), fig:describe())
  T.ok(text(fig):find("\n     1 .* 6\n"), "epoch 6 is no tick")
end)

T.test("a run without validation, and one of a single epoch", function()
  T.eq(plot(history(5, {val_loss = {}})):describe(), "train falls 0.64 to 0.46")
  T.eq(plot(history(5, {val_loss = {}})).spots, {})
  T.eq(plot(history(1)):describe(),
    "train is 0.644 at epoch 1; validation is 0.629 at epoch 1; gap at the end 0.015, "
    .. "validation below train")
  T.ok(text(plot(history(1))):find("●"))
end)

T.test("the best epoch and the ends are marked", function()
  local fig = plot(history(40))
  T.eq({fig.spots[1].x, fig.spots[1].shape}, {17, "open-diamond"})
  T.eq(fig.marks[1].label, "best 17")
  local out = text(fig)
  for _, glyph in ipairs {"●", "◆", "◇"} do
    T.ok(out:find(glyph, 1, true), glyph .. " is missing")
  end
end)

T.test("changes of the learning rate are marked, if they are few", function()
  local few, many = history(40), history(40)
  for e = 1, 40 do few.lr[e], many.lr[e] = e < 20 and 0.1 or 0.01, 0.1 / e end
  local labels = {}
  for _, mark in ipairs(plot(few).marks) do labels[mark.label] = mark.x end
  T.eq(labels["lr 0.01"], 20)
  T.eq(#plot(many).marks, 1)
end)

T.test("several runs in one picture, each with its name", function()
  local fig = plot(history(40), history(20, {id = 2}), history(30, {id = 3, name = "wide"}))
  T.eq(#fig.series, 6)
  local out = fig:text {columns = 80, rows = 16}
  for _, name in ipairs {"run 1 train", "run 1 val", "run 2 val", "wide val"} do
    T.ok(out:find(name, 1, true), name .. " is not named")
  end
  T.ok(fig:describe():find("run 1: train falls .*%. run 2: train .*%. wide: train"))
  T.eq(tostring(fig), "figure: curve, 3 runs, loss over 40 epochs")
end)

T.test("many runs show validation only", function()
  local list = {}
  for i = 1, 5 do list[i] = history(20, {id = i}) end
  local fig = plot(table.unpack(list))
  T.eq(#fig.series, 5)
  T.ok(fig.series[5].is_val)
end)

T.test("what is no history, or was not recorded, is said", function()
  T.raises(function() plot(history(3), {1, 2}) end, "argument 2 is no history", "E0103")
  local h = history(3, {train_accuracy = {}, val_accuracy = {}})
  T.raises(function() plot(h, {metric = "accuracy"}) end, "run 1 has no accuracy", "E0102")
  T.raises(function() plot(history(3), {metric = "los"}) end, 'metric cannot be "los"', "E0102")
  T.raises(function() plot(history(3), {metirc = "loss"}) end, "metric", "E0104")
end)

T.test("a history that objects to unknown fields can be drawn", function()
  local strict = setmetatable({}, {__index = function(_, name)
    local h = history(5)
    if h[name] == nil and name ~= "name" and name ~= "stopped" then error("no field " .. name) end
    return h[name]
  end})
  T.ok(plot(strict):describe():find("train falls"))
end)

T.finish()
