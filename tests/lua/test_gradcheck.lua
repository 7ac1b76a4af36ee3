-- gradcheck(f, inputs): what it accepts, what it finds, what it says.

local T = require "gradus_test"

local function squares(a) return (a * a):sum() end

T.test("right gradients pass", function()
  local x = tensor{{1, 2}, {3, 4}}
  local ok, worst = gradcheck(squares, {x})
  T.ok(ok and worst < 1e-3)
  T.ok(gradcheck(squares, x), "one tensor needs no list")
  T.ok(gradcheck(function(a, b) return a:matmul(b):tanh():sum() end, {x, ones(2, 3)}))
end)

T.test("a whole network passes, by its parameters", function()
  seed(1)
  local m, crit = mlp(2, 8, 1, {act = "tanh"}), nn.MSELoss()
  local x, y = randn(16, 2), randn(16, 1)
  local ok = gradcheck(function() return crit(m(x), y) end, m:parameters())
  T.ok(ok)
end)

T.test("a part that backward does not see is found", function()
  local ok, worst = gradcheck(function(a) return a:detach():sum() + a:sum() end, {tensor{1, 2}})
  T.ok(ok == false)
  T.near(worst, 0.5, 1e-3)
end)

T.test("inputs keep their gradients and flags", function()
  local x, w = tensor{1, 2}, tensor{3, 4}:requires_grad_()
  squares(w):backward()
  gradcheck(function(a, b) return (a * b):sum() end, {x, w})
  T.near(w.grad, {6, 8}, 1e-6)
  T.ok(not x.requires_grad and x.grad == nil)
end)

T.test("bad calls are explained", function()
  local x = tensor{1, 2}
  local function refuses(text, code, ...)
    local arguments = table.pack(...)
    T.raises(function() return gradcheck(table.unpack(arguments, 1, arguments.n)) end, text, code)
  end
  refuses("gradcheck takes a function, not the number 5", "E0103", 5, {x})
  refuses("gradcheck: input 2 is the number 3, not a tensor", "E0103", squares, {x, 3})
  refuses("gradcheck: the function must return a tensor, not the number 5.0", "E0103",
    function(a) return squares(a):item() end, {x})
  refuses("gradcheck: the function must give a single number, not a tensor of shape %[2%]", "E0201",
    function(a) return a * a end, {x})
  refuses("gradcheck: input 1 was computed from other tensors", "E0201", squares,
    {ones(2):requires_grad_() * 2})
  refuses("gradcheck has no option 'epz'", "E0104", squares, {x}, {epz = 1})
end)

T.test("an error of the function comes through, and recording goes on", function()
  local x = ones(2)
  local done, why = pcall(gradcheck, function(a)
    if not a.requires_grad then return a:sum() end
    error("mine")
  end, {x})
  T.ok(not done and tostring(why):find "mine$")
  T.ok((ones(1):requires_grad_() * 2).requires_grad)
end)

T.finish()
