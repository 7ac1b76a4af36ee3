-- lua/plot/kinds/hist.lua: how often values occur.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

local function hist(...) return figure.new("hist", kinds.hist.build(...)) end

local function total(fig)
  local sum = 0
  for _, count in ipairs(fig.counts) do sum = sum + count end
  return sum
end

T.test("a bin that begins at 0 says 0", function()
  local values = {}
  for i = 1, 100 do values[i] = (i * 37 % 101) / 50 - 1 end
  for _ = 1, 50 do values[#values + 1] = 0.05 end
  local fig = require("gradus.plot.figure").new("hist",
    require("gradus.plot.kinds").hist.build(values))
  T.ok(fig:describe():find "between 0 and", fig:describe())
end)

T.test("whole numbers get a bin each", function()
  local fig = hist {1, 2, 2, 3, 3, 3, 4, 4, 5}
  T.eq(fig.counts, {1, 2, 3, 2, 1})
  T.eq(fig:describe(),
    "9 values from 1 to 5; mean 3.0, standard deviation 1.2; most often (3 times) 3")
  T.eq(fig:text {columns = 40, rows = 10, style = "braille"}, [[
count
  4 ┤
    │            ▄▄▄▄▄
    │            █████
  2 ┤      █████ █████ █████
    │▄▄▄▄▄ █████ █████ █████ ▄▄▄▄▄
    │█████ █████ █████ █████ █████
  0 └───┬─────┬─────┬─────┬─────┬──
        1     2     3     4     5
                  value]])
end)

T.test("mean and deviation are those of the values", function()
  local fig = hist {1.5, 2.5, 4.5, 7.5}
  T.near(fig.facts.mean, 4)
  T.near(fig.facts.sd, math.sqrt((2.5 ^ 2 + 1.5 ^ 2 + 0.5 ^ 2 + 3.5 ^ 2) / 3))
end)

T.test("every finite value is in one bin, with round edges", function()
  local values = {}
  for i = 1, 1000 do values[i] = math.sin(i) * i / 100 end
  local fig = hist(values)
  T.eq(total(fig), 1000)
  T.ok(#fig.counts >= 10 and #fig.counts <= 60, #fig.counts .. " bins")
  T.near(fig.start / fig.width, math.floor(fig.start / fig.width + 0.5), 0, 1e-9)
end)

T.test("bins can be asked for; the greatest value belongs to the last", function()
  local fig = hist({0, 0.25, 0.5, 1}, {bins = 4})
  T.eq(fig.counts, {1, 1, 1, 1})
  T.eq(total(hist({0, 1}, {bins = 3})), 2)
end)

T.test("tensors of any shape and lists of them are counted", function()
  T.eq(total(hist(zeros(3, 4))), 12)
  T.eq(total(hist {ones(2), ones(3, 3)}), 11)
  T.eq(total(hist(tensor(5))), 1)
end)

T.test("empty, equal and NaN values", function()
  T.eq(hist({}):describe(), "0 values")
  T.ok(#hist({}):text() > 0)
  T.eq(hist({2, 2, 2}):describe(), "3 values, all 2")
  T.eq(hist({0.3, 0.3}):describe(), "2 values, all 0.3")
  T.ok(hist({1, 0 / 0, 1 / 0, 2}):describe():find("2 values left out, NaN or infinite", 1, true))
end)

T.test("a rare value is seen beside a frequent one", function()
  local values = {9}
  for i = 1, 10000 do values[i + 1] = i % 3 end
  T.ok(hist(values):text {style = "braille"}:find("▁", 1, true))
  T.ok(hist(values):text {style = "ascii"}:find("%.%.%."))
end)

T.test("wrong arguments are named", function()
  T.raises(function() hist() end, "needs numbers", "E0107")
  T.raises(function() hist {1, "a"} end, 'a string %("a"%) at position 2', "E0103")
  T.raises(function() hist({1}, {bins = 0}) end, "bins must be at least 1", "E0102")
end)

T.finish()
