-- lua/plot/kinds/fn.lua and probe.lua: functions and modules as curves.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local terminal = require "gradus.term"

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

local function fn(...) return figure.new("fn", kinds.fn.build(...)) end

T.test("a function of numbers", function()
  local fig = fn(math.sin, -3, 3)
  T.eq(fig:describe(),
    "from x = -3 to 3, f swings between -1.0 and 1.0 with 2 turns, from -0.1 to 0.1")
  T.eq(tostring(fig), "figure: function, f for x from -3 to 3")
  T.eq(fig:text {columns = 60, rows = 14, style = "braille"}, [[
y
 1.0 ┤                          ┊        ⢀⣀⡤⠤⠤⠤⠤⠤⣄⡀
     │                          ┊     ⢀⡠⠖⠉        ⠉⠓⢦⡀
 0.5 ┤                          ┊   ⢀⠴⠋              ⠉⠲⣄
     │                          ┊ ⣠⠖⠁                  ⠈⠳⣄
     │                          ⢀⠔⠁                      ⠈⠓
   0 ┤⢠⡀┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢀⠔⠉┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
     │ ⠙⢦⡀                  ⢀⠴⠋ ┊
-0.5 ┤   ⠙⠦⣀              ⣠⠖⠁   ┊
     │     ⠈⠓⢤⣀        ⣀⠴⠊⠁     ┊
-1.0 ┤        ⠈⠙⠒⠒⠒⠒⠒⠚⠉⠁        ┊
     └┬────────┬───────┬────────┬────────┬───────┬────────┬
      -3      -2       -1       0        1       2        3
                                x]])
end)

T.test("modules, functions of tensors and functions of numbers give the same curve", function()
  local function tanh(x) return (math.exp(2 * x) - 1) / (math.exp(2 * x) + 1) end
  local expected = fn(tanh, -2, 2).series[1].ys
  T.near(fn(nn.Tanh(), -2, 2).series[1].ys, expected, 1e-5, 1e-6)
  T.near(fn(function(x) return x:tanh() end, -2, 2).series[1].ys, expected, 1e-5, 1e-6)
  T.eq(fn(nn.Tanh(), -2, 2).title, "nn.Tanh()")
end)

T.test("a module is asked in evaluation mode and put back", function()
  local seen = {}
  local net = nn.Module {forward = function(self, x)
    seen[self.training] = true
    return x
  end}
  fn(net, -1, 1)
  T.eq(seen, {[false] = true})
  T.ok(net.training, "the mode was not put back")
  net:eval()
  fn(net)
  T.ok(not net.training)
end)

T.test("drawing a module is no change of mode to those who watch", function()
  local events = require "gradus.events"
  local heard = 0
  local handle = events.on("mode", function() heard = heard + 1 end)
  fn(nn.Sequential(nn.Linear(1, 1), nn.Tanh()))
  events.off(handle)
  T.eq(heard, 0)
end)

T.test("the slope is a second curve", function()
  local fig = fn(function(x) return x * x end, -2, 2, {derivative = true, points = 201})
  T.eq(fig.series[2].name, "slope of f")
  T.near(fig.series[2].ys[51], 2 * fig.series[1].xs[51], 1e-9)
end)

T.test("several functions get their names", function()
  local fig = fn({math.sin, math.cos}, 0, 1, {labels = {"sin", "cos"}})
  T.eq({fig.series[1].name, fig.series[2].name}, {"sin", "cos"})
  T.ok(fig:text {columns = 60, rows = 14}:find("cos", 1, true))
end)

T.test("where a function has no value there is a gap in the picture", function()
  local fig = fn(math.log, -1, 1)
  T.ok(fig:describe():find("201 of 401 values are NaN or infinite", 1, true), fig:describe())
  T.ok(fig:text {columns = 60, rows = 14}:find("%-1%.0"))
end)

T.test("a pole does not flatten the rest, and is said to be cut", function()
  local fig = fn(function(x) return 1 / x end)
  T.ok(fig.y_limits[2] < 10, "cut at " .. fig.y_limits[2])
  T.ok(fig:describe():find("cut at", 1, true))
  T.eq(fn(math.exp).y_limits, nil)
end)

T.test("what goes wrong in the function is said as it is", function()
  T.raises(function() fn(function() error("my own mistake", 0) end) end, "my own mistake")
  T.raises(function() fn(function() end) end, "gives nothing %(nil%) for %-5", "E0103")
  T.raises(function() fn(function() return "a" end) end, "gives a string", "E0103")
  T.raises(function() fn(3) end, "needs a function or a module, found number", "E0103")
  T.raises(function() fn(math.sin, 3, 1) end, "range from 3 to 1 is empty", "E0102")
  T.raises(function() fn(math.sin, "a", 1) end, "lo must be a number", "E0103")
  T.raises(function() fn() end, "needs a function", "E0107")
end)

T.finish()
