-- descend and the surfaces: paths with closed forms.

local T = require "gradus_test"
local core = require "gradus.core"

local function square(w) return (w ^ 2):sum() / 2 end

T.test("gradient descent on x²/2 multiplies x by 1 - lr at each step", function()
  local path = descend(square, {1, -2}, {lr = 0.3, steps = 10})
  T.eq(#path, 11)
  for i = 0, 10 do T.near(path[i + 1], {0.7 ^ i, -2 * 0.7 ^ i}, 1e-5) end
  T.near(path.values[11], 2.5 * 0.7 ^ 20, 1e-5)
  T.eq(path.diverged, nil)
end)

T.test("above 2 it diverges, and the path ends there", function()
  local path = descend(square, 1, {lr = 100, steps = 1000})
  T.ok(path.diverged and #path < 30)
end)

T.test("Adam's first step is the learning rate, whatever the slope", function()
  local path = descend(function(w) return (w * 1000):sum() end, 0, {optimizer = "adam", lr = 0.25,
    steps = 1})
  T.near(path[2][1], -0.25, 1e-4)
end)

T.test("it stops below a value", function()
  local path = descend(square, 1, {lr = 0.5, steps = 100, stop_below = 1e-3})
  T.ok(path.values[#path] < 1e-3 and path.values[#path - 1] >= 1e-3)
end)

T.test("the bowl has the steepness and turn that were asked for", function()
  local flat = surface.bowl{condition = 9, rotate = 0}
  T.near(flat(core.tensor{1, 0}):item(), 0.5, 1e-6)
  T.near(flat(core.tensor{0, 1}):item(), 4.5, 1e-6)
  local quarter = surface.bowl{condition = 9, rotate = math.pi / 2}
  T.near(quarter(core.tensor{1, 0}):item(), 4.5, 1e-5)
  -- Gradient descent is stable up to lr = 2/condition.
  T.ok(not descend(surface.bowl{condition = 10}, {3, 1}, {lr = 0.19, steps = 300}).diverged)
  T.ok(descend(surface.bowl{condition = 10}, {3, 1}, {lr = 0.21, steps = 3000}).diverged)
end)

T.test("the double well keeps small steps and lets large ones cross", function()
  local small = descend(surface.double_well(), 1.6, {lr = 0.5})
  T.near(small[#small][1], 0.914, 1e-2)
  local large = descend(surface.double_well(), 1.6, {lr = 0.8})
  T.near(large[#large][1], -1.068, 1e-2)
  T.near(large.values[#large], -0.405, 1e-2)
end)

T.test("it prints as one line", function()
  T.eq(tostring(descend(square, {1, 1}, {lr = 0.5, steps = 2})):gsub("·", "-"),
    "SGD, lr 0.5 - 2 steps - (1.00, 1.00) to (0.25, 0.25) - f 1.00 to 0.062")
end)

T.test("wrong arguments are named", function()
  T.raises(function() descend(nil, 1) end, "needs a function, found nothing", "E0107")
  T.raises(function() descend(square, "a") end, "the start must be numbers, found a string",
    "E0103")
  T.raises(function() descend(square, 1, {optimizer = "adma"}) end, "did you mean adam%?", "E0102")
  T.raises(function() descend(function() return 3 end, 1) end, "must return one number as a tensor",
    "E0103")
  T.raises(function() return surface.hill end, "surface has no hill", "E0106")
  T.raises(function() surface.bowl{cond = 3} end, "surface.bowl has no option cond", "E0104")
end)

T.finish()
