-- lua/plot/kinds/boundary.lua and outputs.lua: what a model says at each place.

local T = require "gradus_test"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local outputs = require "gradus.plot.outputs"
local terminal = require "gradus.term"

terminal.override {width = 80, height = 24, tty = false, color = false, unicode = true}

local function boundary(...) return figure.new("boundary", kinds.boundary.build(...)) end

local SQUARE = {x = {{-1, -1}, {1, -1}, {-1, 1}, {1, 1}}, y = {0, 1, 0, 1}, task = "binary",
  classes = {"left", "right"}}

-- Says "right" where x1 is positive; a logit.
local function by_sign(x) return x[{{}, 1}]:reshape(-1, 1) * 20 end

T.test("a straight boundary in the middle", function()
  local fig = boundary(by_sign, SQUARE)
  T.eq(fig:describe(), "the model gives 4 of 4 points their own class (accuracy 1.00); "
    .. "left takes 50 % and right takes 50 % of the area; it is less than 70 % sure on 4 % of it")
  T.eq(fig:text {columns = 60, rows = 12, style = "ascii", unicode = false}, [[
x2
  1 + o          .:==========*= o left (2)
    |            .:============ * right (2)
    |            .:============   model: left
    |            .:============ = model: right
  0 +            .:============
    |            .:============
    |            .:============
 -1 + o          .:==========*=
    +-+-----------+----------+-
     -1           0          1
                 x1]])
end)

T.test("the picture shows the class of each side, in both ways to draw it", function()
  local fig = boundary(by_sign, SQUARE)
  local out = fig:text {columns = 60, rows = 14, style = "braille"}
  for line in out:gmatch "│([^\n]*)" do
    local left = line:find("▒", 1, true)
    T.ok(left and left > 5, "no boundary in: " .. line)
  end
  local coloured = fig:text {columns = 60, rows = 14, style = "braille", colour = true}
  T.ok(coloured:find("48;5;75m", 1, true) and coloured:find("48;5;215m", 1, true), "no tints")
end)

T.test("the legend names the classes and what the model says", function()
  local out = boundary(by_sign, SQUARE):text {columns = 60, rows = 14}
  for _, name in ipairs {"left (2)", "right (2)", "model: left", "model: right"} do
    T.ok(out:find(name, 1, true), name .. " is missing")
  end
end)

T.test("a module is asked in evaluation mode and put back", function()
  local seen = {}
  local net = nn.Module {forward = function(self, x)
    seen[self.training] = true
    return x[{{}, 1}]:reshape(-1, 1)
  end}
  T.eq(boundary(net, data.moons {n = 60, seed = 3}).total, 60)
  T.eq(seen, {[false] = true})
  T.ok(net.training, "the mode was not put back")
end)

T.test("the accuracy is that of evaluate", function()
  seed(5)
  for _, case in ipairs {{data.moons {n = 100, seed = 2}, 1}, {data.blobs {n = 90, seed = 2}, 3}} do
    local net = mlp(2, 8, case[2])
    fit(net, case[1], {epochs = 5, verbose = false})
    local fig = boundary(net, case[1])
    T.near(fig.right / fig.total, accuracy(net, case[1]), 1e-6)
  end
end)

T.test("features beyond two stay at their mean", function()
  local ds = {x = {{-1, -1, 5}, {1, 1, 7}}, y = {0, 1}, task = "binary"}
  local third
  local fig = boundary(function(x)
    if x:size(1) > 2 then third = x[{{}, 3}]:max():item() + x[{{}, 3}]:min():item() end
    return x[{{}, 1}]:reshape(-1, 1)
  end, ds)
  T.near(third, 12, 1e-6)
  T.ok(fig:describe():find("1 other feature held at the mean", 1, true))
end)

T.test("one output: logits, probabilities and a Sigmoid at the end", function()
  local function f() return nil end
  T.near(outputs.probabilities(f, {{0}, {2}, {-2}}, "binary")[2], {0.5, 0.880797, 0.119203}, 1e-5)
  T.near(outputs.probabilities(f, {{0.25}, {1}, {0}}, "binary")[2], {0.25, 1, 0})
  T.near(outputs.probabilities(nn.Linear(2, 1), {{0.25}}, "binary")[2], {0.562177}, 1e-5)
  local net = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
  T.near(outputs.probabilities(net, {{0.25}}, "binary")[2], {0.25})
end)

T.test("one output for each class: logits, probabilities, log-probabilities", function()
  local function f() return nil end
  local logits = outputs.probabilities(f, {{0, 0, 3}}, "multiclass")
  T.near(logits[3], {0.909443}, 1e-5)
  T.near(outputs.probabilities(f, {{0.2, 0.3, 0.5}}, "multiclass")[3], {0.5})
  T.near(outputs.probabilities(f, {{math.log(0.2), math.log(0.8)}}, "binary")[2], {0.8}, 1e-6)
  T.near(outputs.probabilities(f, {{1000, -1000}}, "multiclass")[1], {1})
end)

T.test("labels, as plain learners give them", function()
  local function f() return nil end
  T.eq(outputs.probabilities(f, {1, 3, 2}, "multiclass"), {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}})
end)

T.test("NaN belongs to no class", function()
  T.eq({outputs.best({{0 / 0, 0.3}, {0 / 0, 0.7}}, 1)}, {})
  T.eq({outputs.best({{0 / 0, 0.3}, {0 / 0, 0.7}}, 2)}, {2, 0.7})
  local out = boundary(function(x) return x[{{}, 1}]:reshape(-1, 1) * (0 / 0) end, SQUARE)
  T.ok(out:text {columns = 60, rows = 14}:find("???", 1, true))
  T.ok(out:text {columns = 60, rows = 14, colour = true})
  T.ok(out:describe():find("0 of 4"))
end)

T.test("wrong arguments are named", function()
  T.raises(function() boundary(SQUARE) end, "needs a model and a dataset", "E0103")
  T.raises(function() boundary(by_sign) end, "needs the dataset", "E0107")
  T.raises(function() boundary(by_sign, data.sine {n = 5}) end, "task is regression", "E0102")
  T.raises(function() boundary(by_sign, {x = {1, 2}, y = {0, 1}, task = "binary"}) end,
    "needs 2 features, found 1", "E0101")
  T.raises(function() boundary(mlp(3, 1), SQUARE) end, "%[batch, 3%]", "E0101")
  T.raises(function() boundary(mlp(2, 3), SQUARE) end, "3 outputs for 2 classes", "E0101")
end)

T.finish()
