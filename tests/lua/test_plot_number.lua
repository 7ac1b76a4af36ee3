-- lua/plot/number.lua and scale.lua: numbers as text, and the round ones along an axis.

local T = require "gradus_test"
local number = require "gradus.plot.number"
local scale = require "gradus.plot.scale"

local function labels(ticks)
  local out = {}
  for i, tick in ipairs(ticks) do out[i] = tick.label end
  return table.concat(out, " ")
end

T.test("numbers of a sentence have decimals that follow their range", function()
  T.eq(number.short(0.0523, 0.64), "0.05")
  T.eq(number.short(0.693, 0.64), "0.69")
  T.eq(number.short(0.0051, 0.64), "0.005")
  T.eq(number.short(12.34, 100), "12")
  T.eq(number.short(0.69314, 0.0005), "0.69314")
end)

T.test("whole numbers and numbers alone stay short", function()
  T.eq(number.short(34), "34")
  T.eq(number.short(0.01), "0.01")
  T.eq(number.short(1 / 3), "0.333")
  T.eq(number.short(0), "0")
end)

T.test("very small and very large numbers are written as Lua reads them", function()
  T.eq(number.short(5.1e-5), "5.1e-5")
  T.eq(number.short(2.5e7), "2.5e7")
  T.eq(tonumber(number.short(5.1e-5)), 5.1e-5)
end)

T.test("large numbers that differ little still differ", function()
  T.ok(number.short(1000000.1, 0.1) ~= number.short(1000000.2, 0.1))
end)

T.test("NaN and infinities have names", function()
  T.eq(number.short(0 / 0), "NaN")
  T.eq(number.short(1 / 0), "inf")
  T.eq(number.short(-1 / 0), "-inf")
end)

T.test("ticks of an axis share their decimals, zero is bare", function()
  T.eq(labels(scale.ticks(scale.linear(0, 1), 5)), "0 0.2 0.4 0.6 0.8 1.0")
  T.eq(labels(scale.ticks(scale.linear(-3, 3), 4)), "-2 0 2")
  T.eq(labels(scale.ticks(scale.linear(0.05, 0.69), 4)), "0.2 0.4 0.6")
end)

T.test("ticks lie inside of the scale and at most count + 1 of them", function()
  for _, range in ipairs {{0, 7}, {-0.3, 12.7}, {1e-5, 9e-5}, {-1e9, 3e9}, {99.5, 100.25}} do
    for count = 1, 9 do
      local s = scale.linear(range[1], range[2])
      local ticks = scale.ticks(s, count)
      T.ok(#ticks <= count + 1, ("%d ticks for %d"):format(#ticks, count))
      for _, tick in ipairs(ticks) do
        T.ok(s.at(tick.value) > -1e-6 and s.at(tick.value) < 1 + 1e-6)
        T.near(tonumber(tick.label), tick.value, 1e-6, 1e-12)
      end
    end
  end
end)

T.test("ticks of whole numbers are whole", function()
  T.eq(labels(scale.ticks(scale.linear(1, 3), 8, true)), "1 2 3")
end)

T.test("a scale of no length shows its neighbourhood", function()
  local s = scale.linear(5, 5)
  T.near(s.at(5), 0.5)
  T.near(scale.linear(0, 0).at(0), 0.5)
  T.near(scale.log(0.1, 0.1).at(0.1), 0.5)
end)

T.test("a scale from the least to the greatest number does not overflow", function()
  local s = scale.linear(-1.7e308, 1.7e308)
  T.near(s.at(0), 0.5)
  T.near(s.at(1.7e308), 1)
end)

T.test("logarithmic ticks are powers of ten, all written alike", function()
  T.eq(labels(scale.log_ticks(scale.log(0.001, 100), 8)), "0.001 0.01 0.1 1 10 100")
  T.eq(labels(scale.log_ticks(scale.log(1e-6, 1), 8)), "1e-6 1e-5 1e-4 1e-3 1e-2 1e-1 1")
  T.eq(labels(scale.log_ticks(scale.log(1e-6, 1), 3)), "1e-6 1e-4 1e-2 1")
  T.eq(labels(scale.log_ticks(scale.log(0.1, 10), 8)), "0.1 0.2 0.5 1 2 5 10")
end)

T.test("within few decades a logarithmic axis has multiples, as many as asked for", function()
  T.eq(labels(scale.log_ticks(scale.log(0.0287, 1.81), 8)), "0.05 0.1 0.2 0.5 1")
  T.eq(labels(scale.log_ticks(scale.log(1, 1000), 7)), "1 3 10 30 100 300 1000")
  T.eq(labels(scale.log_ticks(scale.log(1, 1000), 4)), "1 10 100 1000")
end)

T.test("small ticks are the multiples between, where a decade has room for them", function()
  T.near(scale.small_ticks(scale.log(1, 10)), {2, 3, 4, 5, 6, 7, 8, 9}, 1e-9)
  T.eq(scale.small_ticks(scale.log(1e-6, 1e6)), {})
  T.eq(scale.small_ticks(scale.linear(1, 10)), {})
end)

T.test("the greatest and the least number have logarithmic scales that end", function()
  T.near(scale.log(1e308, 1e308).at(1e308), 0.5, 0.5)
  T.ok(#scale.log_ticks(scale.log(1e308, 1e308), 5) < 20)
  T.ok(#scale.log_ticks(scale.log(5e-324, 5e-324), 5) < 20)
end)

T.test("a logarithmic axis without powers of ten falls back on round numbers", function()
  T.eq(labels(scale.log_ticks(scale.log(0.52, 0.69), 4)), "0.55 0.60 0.65")
end)

T.test("loosening goes to ticks that are near, and only to these", function()
  local lo, hi = scale.loosen(0.05, 0.69, 4)
  T.near({lo, hi}, {0, 0.8}, 1e-9)
  lo, hi = scale.loosen(0.15, 0.69, 4)
  T.near({lo, hi}, {0.15, 0.8}, 1e-9)
end)

T.test("the numbers of a table are alike, an exact zero stands out", function()
  T.eq({number.alike(0.04, 4.4), number.alike(-1.26, 4.4), number.alike(0, 4.4)},
    {"0.0", "-1.3", "0"})
  T.eq({number.alike(0.0523, 0.64), number.alike(0 / 0, 1), number.alike(3, 0)},
    {"0.05", "NaN", "3"})
end)

T.test("two digits for numbers of very different size", function()
  T.eq({number.tiny(0.3249), number.tiny(5.4321e-6), number.tiny(123456), number.tiny(0)},
    {"0.32", "5.4e-6", "1.2e5", "0"})
  T.eq({number.tiny(0 / 0), number.tiny(math.huge)}, {"NaN", "inf"})
end)

T.finish()
