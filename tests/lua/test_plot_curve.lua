-- lua/plot/kinds/curve.lua and lines.lua: series of numbers as curves.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"

local nan, inf = 0 / 0, math.huge

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

local function curve(...) return figure.new("curve", kinds.curve.build(...)) end

local function text(fig, style) return fig:text {columns = 60, rows = 12, style = style} end

local function count(s, what)
  local n = 0
  for _ in s:gmatch(what) do n = n + 1 end
  return n
end

T.test("a line from corner to corner", function()
  T.eq(text(curve({0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}, {title = "up"}), "ascii"), [[
y                              up
  4 +                                                  ****
    |                                            ******
    |                                     *******
    |                               ******
  2 +                     **********
    |          ***********
    |    ******
  0 +****
    ++------------+-------------+------------+------------+
     0            1             2            3            4
                                x]])
end)

T.test("a list alone stands over its positions", function()
  local fig = curve {0.9, 0.5, 0.3}
  T.eq(fig.series[1].xs, {1, 2, 3})
  T.eq(fig:describe(), "y falls 0.90 to 0.30")
  T.eq(tostring(fig), "figure: curve, y over 3 points")
end)

T.test("several series differ by shape, dash, colour and name", function()
  local fig = curve({1, 2}, {1, 2}, {2, 1}, {3, 3}, {labels = {"train", "val", "other"}})
  local seen = {}
  for _, series in ipairs(fig.series) do
    for _, look in ipairs {"shape", "dash", "colour"} do
      T.ok(not seen[series[look]], look .. " twice: " .. series[look])
      seen[series[look]] = true
    end
  end
  T.eq({fig.series[1].colour, fig.series[2].colour}, {"train", "val"})
  for _, name in ipairs {"train", "val", "other"} do
    T.ok(text(fig, "braille"):find(name, 1, true), name .. " is not named")
  end
end)

T.test("in ASCII each series has its own character", function()
  local out = text(curve({1, 2}, {1, 2}, {5, 5}, {labels = {"a", "b"}}), "ascii")
  T.ok(count(out, "%*") > 20 and count(out, "x") > 20)
end)

T.test("NaN and infinities are gaps, and are said", function()
  local fig = curve {1, 2, nan, 4, inf, 3, 3.5}
  T.eq(fig:describe(), "y rises 1.0 to 4.0 at position 4, then falls to 3.5; "
    .. "2 of 7 values are NaN or infinite and left out, the first at position 3")
  T.eq(count(text(fig, "braille"), "●"), 1, "the point alone between two gaps is a marker")
end)

T.test("empty, single, constant and all-NaN series draw", function()
  T.eq(curve({}):describe(), "y has no points")
  T.ok(text(curve {}):find("no points", 1, true))
  T.eq(curve({5}):describe(), "y is 5 at position 1")
  T.eq(count(text(curve {5}), "●"), 1)
  T.eq(curve({1, 2, 3}, {0.7, 0.7, 0.7}):describe(), "y stays at 0.7")
  T.ok(text(curve({1, 2, 3}, {0.7, 0.7, 0.7}), "ascii"):find("%*%*%*%*%*"))
  T.eq(curve({nan, nan}):describe(),
    "y has no finite value; 2 of 2 values are NaN or infinite and left out")
  T.ok(text(curve {nan, nan}):find("no points", 1, true))
end)

T.test("extreme numbers draw", function()
  local lists = {{1e300, -1e300}, {1.7e308, -1.7e308, 0}, {1e-300, 2e-300}, {1e6 + 0.1, 1e6}}
  for _, ys in ipairs(lists) do
    T.ok(#text(curve(ys)) > 100)
  end
end)

T.test("a curve that turns back says where", function()
  T.eq(curve({1, 2, 3, 4}, {4, 1.5, 2, 3}):describe(),
    "y falls 4.0 to 1.5 at x = 2, then rises to 3.0")
  local wave = {}
  for i = 1, 100 do wave[i] = math.sin(i / 5) end
  T.eq(curve(wave):describe(), "y swings between -1.0 and 1.0 with 6 turns, from 0.2 to 0.9")
end)

T.test("on a logarithmic axis ratios count", function()
  local fig = curve({1e-4, 1e-3, 1e-2, 1e-1, 1}, {2, 0.5, 0.1, 0.7, 100},
    {log = "xy", xlabel = "lr", ylabel = "loss"})
  T.eq(fig:describe(), "loss falls 2 to 0.1 at lr = 0.01, then rises to 100")
  local out = text(fig)
  for _, label in ipairs {"1e-4", "1e-3", "1e-2", "0.1", "100"} do
    T.ok(out:find(label, 1, true), label .. " is no tick")
  end
end)

T.test("a name that ends in a digit keeps apart from its number", function()
  local s = curve({1, 2}, {0.5, 0.25}, {labels = {"batches of 4"}}):text {columns = 60, rows = 10}
  T.ok(s:find("batches of 4: 0.2", 1, true), s)
end)

T.test("a logarithmic axis refuses what has no logarithm", function()
  T.raises(function() curve({1, 2, 3}, {1, 0, 2}, {log = true}) end,
    "plot.curve: a logarithmic y axis needs numbers above 0; y has 0 at position 2", "E0102")
  T.raises(function() curve({-1, 2}, {1, 2}, {log = "x"}) end, "x has %-1 at position 1", "E0102")
  T.raises(function() curve({1, 2}, {1, 2}, {log = "z"}) end, 'log cannot be "z"', "E0102")
  T.ok(curve({1, 2, 3}, {1, nan, 2}, {log = true}))
end)

T.test("a million points keep their extremes, within a second or so", function()
  local n = os.getenv "GRADUS_TEST_GC" and 20000 or 1000000
  local xs, ys = {}, {}
  for i = 1, n do xs[i], ys[i] = i, 0.5 end
  ys[n // 10 * 7], ys[n // 10 * 7 + 2] = 3, -3
  local fig = curve(xs, ys)
  local before = os.clock()
  local out = fig:text {columns = 80, rows = 16, style = "ascii"}
  T.ok(os.clock() - before < 5, "too slow: " .. os.clock() - before)
  local row, first, last = 0, nil, nil
  for line in out:gmatch "[^\n]+" do
    row = row + 1
    if line:find("*", 1, true) then first, last = first or row, row end
  end
  T.eq({first, last}, {3, 12}, "rows of 3 and -3 on an axis from -4 to 4")
end)

T.test("every line fits, at 60 columns and at 200, with wide characters", function()
  local width = require("gradus.plot.text").columns
  for _, columns in ipairs {20, 60, 80, 200} do
    local fig = curve({1, 2, 3}, {1, 2, 3}, {3, 2, 1}, {title = ("学習率 "):rep(40),
      labels = {"訓練", ("検証 "):rep(30)}, xlabel = ("x"):rep(300), ylabel = ("損失"):rep(60)})
    local out = fig:text {columns = columns, rows = 14}
    local rows = 0
    for line in (out .. "\n"):gmatch "([^\n]*)\n" do
      rows = rows + 1
      T.ok(width(line) <= columns, ("%d columns in %d"):format(width(line), columns))
    end
    T.eq(rows, 14)
  end
end)

T.test("wrong arguments are named", function()
  T.raises(function() curve({1, 2, 3}, {1, 2}) end, "x has 3 numbers, y has 2", "E0101")
  T.raises(function() curve({1, 2}, {1, 2}, {1}) end, "y2 has 1", "E0101")
  T.raises(function() curve({1, "2"}) end,
    'y must hold numbers, found a string %("2"%) at position 2', "E0103")
  T.raises(function() curve({1, 2}, {lable = "x"}) end, "no option lable.*labels", "E0104")
  T.raises(function() curve({1, 2}, {1, 2}, {labels = {"a", "b"}}) end,
    "2 labels for 1 series", "E0102")
  T.raises(function() curve() end, "plot.curve needs a list", "E0107")
  T.raises(function() curve({{1, 2, 3}, {4, 5, 6}}) end, "found a table 2 x 3", "E0101")
end)

T.test("an error is blamed on the line that asked for the picture", function()
  local e = T.raises(function() curve({1, "2"}) end, "must hold numbers")
  T.ok(e.where and e.where:find("test_plot_curve.lua", 1, true), tostring(e.where))
end)

T.test("tensors and lists of one-element tensors are lists", function()
  local function tensor(v) return {shape = {#v}, tolist = function() return v end} end
  T.eq(curve(tensor {1, 2}, tensor {{3}, {4}}).series[1].ys, {3, 4})
  local function scalar(v) return {shape = {}, tolist = function() return v end} end
  T.eq(curve({scalar(0.5), scalar(0.25)}).series[1].ys, {0.5, 0.25})
end)

T.test("marks: vertical lines with their words, within the picture wherever they are", function()
  local fig = figure.new("curve", kinds.curve.build({1, 2}, {3, 4}, {marks = {{2, "here"}, 9}}))
  T.eq(fig.marks, {{x = 2, label = "here"}, {x = 9, label = "9"}})
  T.ok(fig:text({columns = 60, rows = 10, style = "braille"}):find("here", 1, true))
  T.ok(fig:describe():find("here at x = 2; 9 at x = 9", 1, true), fig:describe())
  for _, mark in ipairs {"x", {0 / 0, "nan"}} do
    T.raises(function() kinds.curve.build({1, 2}, {marks = {mark}}) end, "mark 1 has no place",
      "E0103")
  end
  T.raises(function() kinds.curve.build({1, 2}, {1, 2}, {log = "x", marks = {{-1, "a"}}}) end,
    "mark 1 has no place", "E0103")
end)

T.finish()
