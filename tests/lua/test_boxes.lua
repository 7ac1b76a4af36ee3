-- Boxes around core objects: they let go when Lua frees them, once, and are told from all else.

local T = require "gradus_test"
local core = require "gradus.core"

local function live()
  collectgarbage()
  collectgarbage()
  return (core.memory())
end

T.test("a box that nobody holds gives its object back", function()
  local before = live()
  do
    local kept = {}
    for i = 1, 2000 do
      kept[i % 10 + 1] = zeros(64)
      if i % 100 == 0 then nn.Linear(3, 4); nn.MSELoss(); nn.reg.L2(1) end
    end
    T.eq(live() > before, true)
    T.eq(#kept, 10)
  end
  T.eq(live(), before)
end)

T.test("an optimizer holds its parameters until it goes itself", function()
  local before = live()
  local opt = optim.SGD({zeros(4, 4):requires_grad_()}, {lr = 1})
  collectgarbage()
  T.eq(opt.params[1].shape, {4, 4})
  opt = nil -- luacheck: ignore
  T.eq(live(), before)
end)

T.test("<close> lets go at the end of the block, and only once", function()
  local before = live()
  do
    local t <close> = zeros(1000)
    T.eq(t:reshape(10, 100):sum():item(), 0)
    T.eq(core.memory() > before + 4000, true)
  end
  T.eq(live(), before)
end)

T.test("a finalizer still sees the tensors of its table", function()
  local seen
  setmetatable({t = tensor{7}}, {__gc = function(self) seen = self.t:sum():item() end})
  collectgarbage()
  collectgarbage()
  T.eq(seen, 7)
end)

T.test("weak tables lose boxes that are gone", function()
  local weak = setmetatable({}, {__mode = "kv"})
  weak[1], weak[zeros(2)] = zeros(3), true
  collectgarbage()
  T.eq(next(weak), nil)
end)

T.test("other userdata are no tensors", function()
  T.eq(core.kind(io.stdout), nil)
  T.eq(core.kind(zeros(1)), "tensor")
  T.eq(core.kind(nn.Tanh()), "module")
  T.raises(function() return zeros(1) + io.stdout end, "needs a tensor")
end)

T.test("boxes made in great numbers between collections all come back", function()
  local before = live()
  collectgarbage "stop"
  local list = {}
  for i = 1, 20000 do list[i] = tensor(i) end
  for i = 1, 20000 do assert(list[i]:item() == i) end
  collectgarbage "restart"
  list = nil -- luacheck: ignore
  T.eq(live(), before)
end)

T.finish()
