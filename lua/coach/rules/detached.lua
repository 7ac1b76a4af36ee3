--- G0209: a parameter of the optimizer that never gets a gradient while others do: the way from
-- the loss back to it is cut.

local names = require "gradus.coach.names"

local function shape_text(t) return "[" .. table.concat(t.shape, ", ") .. "]" end

-- n: parameters without a gradient, of how many.
local function said(sighting)
  local a = sighting.a
  return {
    what = ("In 20 steps %d of the optimizer's %d parameters never got a gradient; the first one "
      .. "has shape %s."):format(sighting[1] // 1 | 0, sighting[2] // 1 | 0, shape_text(a)),
    fix = ("print(%s:parameters()[1].grad)  -- nil: nothing leads from the loss to it")
      :format(names.model(a)),
  }
end

return {
  code = "G0209", severity = "warning", title = "a part of the network is cut off from the loss",
  lecture = "Training the model, backpropagation",
  why = "Gradients flow back through the operations between a weight and the loss. detach(), "
    .. "item(), tolist() and no_grad() cut that way: the layers before stay as they were born.",
  see = {detached = said},
  passed = function(net)
    return net.steps >= 20 and "every parameter of the optimizer got gradients" or nil
  end,
  text = "A tensor that is computed from parameters remembers how. A tensor made of numbers (of "
    .. "h:tolist(), or by h:detach()) has the same numbers and no memory, so that the gradient "
    .. "ends there. Hand tensors on as they are.\n\nWhere a part is meant to stay fixed, say so "
    .. "with requires_grad_(false) or do not give it to the optimizer; a part of the model that "
    .. "is never used can go.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
first, second = nn.Linear(2, 8), nn.Linear(8, 1)
model = nn.Module{first, second, forward = function(self, x)
  local h = first(x):relu()
  return second(tensor(h:tolist()))
end}
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 25 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
first, second = nn.Linear(2, 8), nn.Linear(8, 1)
model = nn.Module{first, second, forward = function(self, x)
  local h = first(x):relu()
  return second(h)
end}
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 25 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
}
