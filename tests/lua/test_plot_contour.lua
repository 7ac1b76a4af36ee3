-- lua/plot/contour.lua: where values pass a level.

local T = require "gradus_test"
local contour = require "gradus.plot.contour"

-- Values of f at the middles of an n by n grid over 0..1.
local function grid(n, f)
  local out = {}
  for row = 1, n do
    for column = 1, n do out[#out + 1] = f((column - 0.5) / n, (row - 0.5) / n) end
  end
  return out
end

T.test("a slope is crossed by one straight line from edge to edge", function()
  local lines = contour.lines(grid(8, function(x) return x end), 8, 8, 0.3)
  T.eq(#lines, 1)
  local line = lines[1]
  for i = 1, #line, 2 do T.near(line[i], 0.3, 0, 1e-9) end
  local ends = {line[2], line[#line]}
  table.sort(ends)
  T.near(ends, {0, 1}, 0, 1e-9)
end)

T.test("a hill has a closed line around it, at the right distance", function()
  local function hill(x, y) return (x - 0.5) ^ 2 + (y - 0.5) ^ 2 end
  local lines = contour.lines(grid(40, hill), 40, 40, 0.09)
  T.eq(#lines, 1)
  local line = lines[1]
  T.near({line[1], line[2]}, {line[#line - 1], line[#line]})
  for i = 1, #line, 2 do T.near(hill(line[i], line[i + 1]), 0.09, 0.02) end
end)

T.test("two hills, two lines; a level beyond all values, none", function()
  local function hills(x, y)
    return math.min((x - 0.25) ^ 2, (x - 0.75) ^ 2) + (y - 0.5) ^ 2
  end
  local values = grid(40, hills)
  T.eq(#contour.lines(values, 40, 40, 0.02), 2)
  T.eq(contour.lines(values, 40, 40, 9), {})
end)

T.test("a saddle's lines do not cross, and NaN has no line through it", function()
  local saddle = contour.lines({1, 0, 0, 1}, 2, 2, 0.5)
  T.eq(#saddle, 2)
  T.eq(contour.lines({0 / 0, 0, 0, 0 / 0}, 2, 2, 0.5), {})
end)

T.finish()
