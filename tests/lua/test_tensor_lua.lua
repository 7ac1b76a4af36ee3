-- Tensor methods written in Lua: printing, rows, least squares.

local T = require "gradus_test"

local function says(fn, text, code) T.eq(tostring(T.raises(fn, "", code)), text) end

-- ---- printing -----------------------------------------------------------------------------------

T.test("numbers are aligned, with as many decimals as they need", function()
  T.eq(tostring(tensor{1, 2, 3}), "[1 2 3]  tensor [3]")
  T.eq(tostring(tensor{1.5, -2, 0.001}), "[ 1.5000 -2.0000  0.0010]  tensor [3]")
  T.eq(tostring(tensor{{1, 20}, {300, 4}}), "[  1  20]\n[300   4]\ntensor [2, 2]")
  T.eq(tostring(tensor{123456.5, 2}), "[123456.50      2.00]  tensor [2]")
  T.eq(tostring(tensor{1e10, 1}), "[1.000e+10 1.000e+00]  tensor [2]")
  T.eq(tostring(tensor{1 / 0, -1 / 0, 0 / 0, 2}), "[ inf -inf  nan    2]  tensor [4]")
end)

T.test("an exact zero can be told from a small number", function()
  T.eq(tostring(tensor{0, 0.000001, -0.5}), "[      0  0.0000 -0.5000]  tensor [3]")
end)

T.test("a single number prints as one", function()
  T.eq(tostring(tensor(0.25)), "0.25  tensor []")
  T.eq(tostring(tensor(2):requires_grad_()), "2  tensor [], requires grad")
end)

T.test("large tensors are shown in part, never wider than a screen", function()
  T.eq(tostring(arange(100)), "[  1   2   3 …  98  99 100]\n"
    .. "tensor [100]  min 1  mean 50.5  max 100")
  T.eq(tostring(arange(100):reshape(10, 10)) .. "\n", [[
[  1   2   3 …   8   9  10]
[ 11  12  13 …  18  19  20]
[ 21  22  23 …  28  29  30]
 …
[ 71  72  73 …  78  79  80]
[ 81  82  83 …  88  89  90]
[ 91  92  93 …  98  99 100]
tensor [10, 10]  min 1  mean 50.5  max 100
]])
  local broken = zeros(20)
  broken[3] = 0 / 0
  T.eq(tostring(broken):match("\n(.*)$"), "tensor [20]  1 of 20 not finite (nan or inf)")
  for _, t in ipairs{randn(5, 8) * 1000, randn(50, 50), randn(40, 3, 30, 30), randn(100000)} do
    local lines = 0
    for line in tostring(t):gmatch("[^\n]+") do
      lines = lines + 1
      T.ok(utf8.len(line) <= 80, line)
    end
    T.ok(lines <= 60, lines)
  end
end)

T.test("matrices behind one another carry their index; an empty tensor its shape", function()
  T.eq(tostring(arange(8):reshape(2, 2, 2)), "(1, …)\n[1 2]\n[3 4]\n(2, …)\n[5 6]\n[7 8]\n"
    .. "tensor [2, 2, 2]")
  T.eq(tostring(zeros(0, 3)), "tensor [0, 3]")
end)

-- ---- rows ---------------------------------------------------------------------------------------

T.test("rows goes through the first dimension", function()
  local sums = {}
  for row in tensor{{1, 2}, {3, 4}}:rows() do sums[#sums + 1] = row:sum():item() end
  T.eq(sums, {3.0, 7.0})
  local values = {}
  for value in tensor{5, 6}:rows() do values[#values + 1] = value end
  T.near(values, {5, 6})
  for _ in zeros(0, 2):rows() do T.ok(false) end
  says(function() tensor(1):rows() end,
    "rows() needs a tensor with rows, found a single number (shape [])", "E0101")
end)

-- ---- lstsq --------------------------------------------------------------------------------------

T.test("a line through its own points is found", function()
  local x = cat({ones(5, 1), arange(5):reshape(5, 1)}, 2)
  T.near(x:lstsq(arange(5) * 2 + 1), {1, 2}, 1e-6)
  T.near(x:lstsq(stack({arange(5) * 2 + 1, arange(5) * 0 + 3}, 2)), {{1, 3}, {2, 0}}, 1e-6, 1e-6)
end)

T.test("the residual stands at a right angle to the columns", function()
  seed(1)
  local x, y = randn(40, 6), randn(40)
  local w = x:lstsq(y)
  T.near((x:t():matmul(x:matmul(w) - y)), {0, 0, 0, 0, 0, 0}, 0, 1e-4)
end)

T.test("known values: NumPy's lstsq for a tall, a wide and a rank-1 matrix", function()
  -- numpy 1.24.2
  T.near(tensor{{1, 2}, {3, 4}, {5, 7}}:lstsq(tensor{1, 2, 2}), {-0.21428571, 0.5}, 1e-5)
  T.near(tensor{{1, 2, 3}, {4, 5, 6}}:lstsq(tensor{1, 1}), {-0.5, 0, 0.5}, 1e-5, 1e-6)
  T.near(tensor{{1, 1}, {2, 2}, {3, 3}}:lstsq(tensor{1, 2, 3}), {0.5, 0.5}, 1e-6)
  T.near(zeros(3, 2):lstsq(ones(3)), {0, 0})
end)

T.test("a polynomial of degree 12 is solved in double", function()
  local solve = require("gradus.tensor.lstsq").solve
  local a, y, w = {}, {}, {}
  for j = 1, 13 do w[j] = (-1) ^ j * j end
  for i = 1, 40 do
    local x, sum = -1 + 2 * (i - 1) / 39, 0
    a[i] = {}
    for j = 1, 13 do
      a[i][j] = x ^ (j - 1)
      sum = sum + w[j] * a[i][j]
    end
    y[i] = {sum}
  end
  T.near(solve(a, y)[1], w, 1e-6)
end)

T.test("lstsq explains what does not fit", function()
  says(function() ones(3, 2):lstsq(ones(4)) end, "lstsq: matrix [3, 2] and targets [4] do not fit\n"
    .. "x: [n, d] with y: [n] or [n, k]", "E0101")
  says(function() ones(3):lstsq(ones(3)) end, "lstsq: matrix [3] and targets [3] do not fit\n"
    .. "x: [n, d] with y: [n] or [n, k]", "E0101")
  says(function() ones(3, 2):lstsq(3) end, "lstsq needs a tensor of targets, not a number", "E0103")
end)

T.finish()
