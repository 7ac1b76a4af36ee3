-- lua/plot/kinds/heatmap.lua: tables of numbers as shaded cells.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

local function heatmap(...) return figure.new("heatmap", kinds.heatmap.build(...)) end

local IRIS = {"setosa", "versicolor", "virginica"}

T.test("a confusion matrix with its numbers and names", function()
  local fig = heatmap({{12, 0, 1}, {2, 9, 0}, {0, 3, 11}},
    {rows = IRIS, columns = IRIS, xlabel = "predicted", ylabel = "true"})
  T.eq(fig:text {columns = 60, rows = 14, style = "braille"}, [[
true
           │████████████                          ██ 12
    setosa ┤████ 12 ████      0           1       ██
           │████████████                          ▓▓
           │            ▓▓▓▓▓▓▓▓▓▓▓▓              ▓▓
versicolor ┤      2     ▓▓▓▓▓ 9 ▓▓▓▓      0       ▒▒ 6
           │            ▓▓▓▓▓▓▓▓▓▓▓▓              ░░
           │            ░░░░░░░░░░░░████████████  ░░
 virginica ┤      0     ░░░░░ 3 ░░░░████ 11 ████
           │            ░░░░░░░░░░░░████████████     0
           └──────┬───────────┬───────────┬─────
               setosa    versicolor   virginica
                          predicted]])
  T.eq(fig:describe(),
    "3 x 3 values; lowest 0 (row 1, column 2), highest 12 (row 1, column 1); mean 4")
end)

T.test("numbers on both sides of zero are shaded from zero", function()
  local fig = heatmap {{-1, 0}, {0.5, 2}}
  T.eq({fig.ramp, fig.lo, fig.hi}, {"diverging", -2, 2})
  T.eq(heatmap({{1, 2}}).ramp, "sequential")
end)

T.test("tensors are drawn with row 1 at the top", function()
  local fig = heatmap(tensor {{1, 2}, {3, 4}})
  T.eq(fig.rows, {{1, 2}, {3, 4}})
  local out = fig:text {columns = 60, rows = 14}
  T.ok(out:find(" 1 .* 4 "), "order of the rows")
  T.ok(out:find("\n  1 ┤") and out:find("\n  2 ┤"))
end)

T.test("a vector is one row", function()
  T.eq(#heatmap({1, 2, 3}).rows, 1)
  T.eq(heatmap(ones(4)):describe(), "1 x 4 values, all 1")
end)

T.test("NaN and infinities are marked and said", function()
  local fig = heatmap {{1, 0 / 0}, {1 / 0, 3}}
  T.ok(fig:describe():find("2 of them are NaN or infinite", 1, true))
  T.ok(fig:text():find("???", 1, true))
  T.ok(fig:text {colour = true}:find("?", 1, true))
end)

T.test("an odd cell among many is seen", function()
  local rows = {}
  for i = 1, 300 do
    rows[i] = {}
    for j = 1, 300 do rows[i][j] = 1 end
  end
  rows[137][222] = 9
  local fig = heatmap(rows)
  T.ok(fig:describe():find("highest 9 (row 137, column 222)", 1, true))
  local spots = 0
  for line in fig:text({columns = 80, rows = 16, style = "ascii"}):gmatch "[^\n]+" do
    if line:sub(6, 70):find("@", 1, true) then spots = spots + 1 end -- left of the scale of shades
  end
  T.eq(spots, 1, "rows with a dark cell")
end)

T.test("equal, empty and single tables draw", function()
  for _, rows in ipairs {{{1, 1}, {1, 1}}, {{0}}, {{-3}}, {}, {{}}} do
    T.ok(#heatmap(rows):text() > 0)
  end
end)

T.test("wrong arguments are named", function()
  T.raises(function() heatmap {{1, 2}, {1}} end,
    "differ in length: row 1 has 2, row 2 has 1", "E0101")
  T.raises(function() heatmap(3) end, "must be a tensor or a list of rows, found a number", "E0103")
  T.raises(function() heatmap() end, "needs a matrix", "E0107")
end)

T.finish()
