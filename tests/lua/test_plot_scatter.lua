-- lua/plot/kinds/scatter.lua, groups.lua and points.lua: examples as points.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

local function scatter(...) return figure.new("scatter", kinds.scatter.build(...)) end

-- Two half circles without noise: the same on every machine.
local function moons()
  local x, y = {}, {}
  for i = 1, 40 do
    local a = math.pi * (i - 1) / 39
    local is_upper = i % 2 == 0
    x[i] = is_upper and {math.cos(a), math.sin(a)} or {1 - math.cos(a), 0.5 - math.sin(a)}
    y[i] = {is_upper and 0 or 1}
  end
  return {x = x, y = y, task = "binary", classes = {"upper", "lower"}}
end

local function count(s, what)
  local n = 0
  for _ in s:gmatch(what) do n = n + 1 end
  return n
end

T.test("two classes in braille style", function()
  T.eq(scatter(moons()):text {columns = 60, rows = 14, style = "braille"}, [[
x2
 1.0 ┤            ○ ○                           ○ upper (20)
     │       ○ ○ ○    ○ ○ ○                     ● lower (20)
     │      ○               ○○
 0.5 ┤   ○○         ●         ○
     │  ○           ●          ○            ●
     │  ○            ●          ○          ●
   0 ┤  ○            ●●                   ●
     │                  ●               ●●
     │                   ● ● ●     ●● ●
-0.5 ┤                         ● ●
     └──┬───────────┬───────────┬───────────┬──
       -1           0           1           2
                          x1]])
end)

T.test("two classes in ASCII", function()
  local out = scatter(moons()):text {columns = 60, rows = 14, style = "ascii", unicode = false}
  T.ok(out:find("o upper (20)", 1, true) and out:find("* lower (20)", 1, true))
  T.ok(not out:find("[\x80-\xFF]"), "not ASCII")
end)

T.test("the sentence counts classes and says the ranges", function()
  T.eq(scatter(moons()):describe(),
    "40 points in 2 classes: upper 20, lower 20; x1 from -1.0 to 2.0, x2 from -0.5 to 1.0")
  T.eq(tostring(scatter(moons())), "figure: scatter, 40 points in 2 classes")
end)

T.test("classes without names are numbered as their labels are", function()
  local ds = {x = {{1, 1}, {2, 2}, {3, 1}}, y = {3, 1, 3}, task = "multiclass"}
  local fig = scatter(ds)
  T.eq({fig.groups[1].name, fig.groups[2].name}, {"class 1", "class 3"})
  T.eq(fig.groups[2].xs, {1, 3})
end)

T.test("a class keeps its look where another is missing", function()
  local function shape_of(y)
    local fig = scatter {x = {{1, 1}, {2, 2}}, y = y, task = "multiclass"}
    return fig.groups[#fig.groups].shape
  end
  T.eq(shape_of {1, 3}, shape_of {2, 3})
end)

T.test("a real dataset, its name and role as title", function()
  local train = data.moons {n = 50, seed = 1}:split {train = 0.6, val = 0.4}
  local fig = scatter(train)
  T.eq(fig.title, "moons, train")
  T.ok(fig:describe():find("30 points in 2 classes", 1, true))
end)

T.test("a regression is y over its feature", function()
  local fig = scatter(data.sine {n = 30, seed = 1})
  T.eq(#fig.groups, 1)
  T.eq(fig.y.label, "y")
  T.ok(fig:describe():find("^30 points; x1 from .*; correlation "))
end)

T.test("labels in several columns: each combination is a group", function()
  local fig = scatter {x = {{1, 1}, {2, 2}, {3, 3}}, y = {{1, 0}, {1, 1}, {0, 0}},
    task = "multilabel"}
  local names = {}
  for i, group in ipairs(fig.groups) do names[i] = group.name end
  T.eq(names, {"none", "label 1", "label 1+label 2"})
end)

T.test("two lists, or a table of two columns", function()
  T.eq(scatter({1, 2, 3}, {2, 4, 6}):describe(),
    "3 points; x from 1 to 3, y from 2 to 6; correlation 1.00")
  T.eq(scatter({{1, 2}, {2, 4}, {3, 6}}):describe(), scatter({1, 2, 3}, {2, 4, 6}):describe())
end)

T.test("empty, single and NaN points", function()
  T.eq(scatter({x = {}, y = {}}):describe(), "no points")
  T.ok(scatter({x = {}, y = {}}):text():find("no points", 1, true))
  T.eq(count(scatter({1}, {1}):text(), "●"), 1)
  T.ok(scatter({1, 2}, {1, 0 / 0}):describe():find("1 point left out, NaN or infinite", 1, true))
  T.eq(scatter({0 / 0}, {1}):describe(), "no point with finite numbers")
end)

T.test("features can be chosen, and those not shown are said", function()
  local ds = {x = {{1, 2, 30}, {4, 5, 60}}, y = {0, 1}, task = "binary",
    features = {"width", "height", "weight"}}
  local fig = scatter(ds, {features = {3, 1}})
  T.eq({fig.x.label, fig.y.label}, {"weight", "width"})
  T.eq(fig.groups[1].xs, {30})
  T.ok(fig:describe():find("drawn over 2 of 3 features", 1, true))
  T.raises(function() scatter(ds, {features = {1, 4}}) end,
    "3 features, asked for feature 4", "E0102")
end)

T.test("many points of one kind become dots, of several kinds the most frequent stays", function()
  local xs, ys, x, y = {}, {}, {}, {}
  for i = 1, 5000 do
    xs[i], ys[i] = i % 97, i % 89
    x[i], y[i] = {i % 97, i % 89}, {i % 10 == 0 and 1 or 0}
  end
  T.eq(count(scatter(xs, ys):text(), "●"), 0)
  T.ok(count(scatter(xs, ys):text(), "[\xE2][\xA0-\xA3][\x80-\xBF]") > 100)
  local out = scatter({x = x, y = y, task = "binary"}):text()
  T.ok(count(out, "○") > count(out, "●"))
end)

T.test("a circle stays roughly round", function()
  local xs, ys, y = {}, {}, {}
  for i = 1, 60 do
    xs[i], y[i] = {math.cos(i), math.sin(i)}, i % 2
    ys[i] = y[i]
  end
  local sc = scatter({x = xs, y = ys, task = "binary"}):scene {columns = 80, rows = 16}
  local left, right, top, bottom = math.huge, -math.huge, math.huge, -math.huge
  for _, item in ipairs(sc.items) do
    if item.kind == "marker" and item.role == "point" then
      for i = 1, #item.points, 2 do
        left, right = math.min(left, item.points[i]), math.max(right, item.points[i])
        top, bottom = math.min(top, item.points[i + 1]), math.max(bottom, item.points[i + 1])
      end
    end
  end
  T.near((right - left) / 2 / (bottom - top), 1.6, 0.15)
end)

T.test("wrong arguments are named", function()
  T.raises(function() scatter() end, "needs a dataset", "E0107")
  T.raises(function() scatter({1, 2}, {1}) end, "x has 2 numbers, y has 1", "E0101")
  T.raises(function() scatter({{1, 2, 3}}) end, "2 columns, found 3", "E0101")
  T.raises(function() scatter({x = {{1}, {2}}, y = {1}}) end, "x has 2 rows, y has 1", "E0101")
  local many = {x = {}, y = {}, task = "multiclass"}
  for i = 1, 9 do many.x[i], many.y[i] = {i, i}, i end
  T.raises(function() scatter(many) end, "can tell 8 classes apart, found 9", "E0102")
end)

T.finish()
