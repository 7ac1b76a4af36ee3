--- G0305: [N, 1] against [N]: every prediction meets every target.

local core = require "gradus.core"
local names = require "gradus.coach.names"

local FROM_MODEL = 16384 -- see core/watch.h

local function shape_text(t) return "[" .. table.concat(t.shape, ", ") .. "]" end

local function is_column(t) return t:dim() == 2 and t:size(2) == 1 end

local function make_alike(column, flat)
  if column then return ("%s = %s:squeeze(2)  -- [N, 1] becomes [N]"):format(column, column) end
  flat = flat or "y"
  return ("%s = %s:reshape(-1, 1)  -- [N] becomes [N, 1]"):format(flat, flat)
end

local function in_loss(sighting)
  local a, b = sighting.a, sighting.b
  local column, flat = a, b
  if not is_column(a) then column, flat = b, a end
  local n = column:size(1)
  return {
    what = ("%s is given %s and %s: it compares all with all, %d x %d numbers."):format(
      sighting.name, shape_text(a), shape_text(b), n, n),
    fix = make_alike(names.tensor(column), names.tensor(flat)),
  }
end

local function is_prediction(v)
  return core.kind(v) == "tensor" and is_column(v) and core.origin(v) & FROM_MODEL ~= 0
end

local function by_hand()
  return {
    what = "A prediction of shape [N, 1] met a target of shape [N] on the way to this number: the "
      .. "result has N x N entries, each prediction against each target.",
    fix = make_alike(names.find(is_prediction), names.find(function(v)
      return core.kind(v) == "tensor" and v:dim() == 1 and not v.requires_grad
        and core.origin(v) & FROM_MODEL == 0
    end)),
  }
end

return {
  code = "G0305", severity = "error", title = "shapes [N, 1] and [N] are stretched to [N, N]",
  lecture = "Common mistakes, shapes",
  why = "The network is pulled to the mean of all targets, and the loss looks plausible.",
  see = {loss_shape = in_loss, outer = by_hand},
  passed = function(net) return net.loss_name and "outputs and targets have one shape" or nil end,
  text = "Shapes are matched from the right: [N] becomes [1, N], then both become [N, N]. A "
    .. "network with one output gives [N, 1]; targets are often [N]. Make them the same shape: "
    .. "y:reshape(-1, 1) or pred:squeeze(2).",
  wrong = [[
x = linspace(-1, 1, 40):reshape(-1, 1)
y = (x * 3):squeeze(2)
model = mlp(1, 8, 1)
opt = optim.Adam(model)
crit = nn.MSELoss()
for epoch = 1, 5 do
  opt:zero_grad()
  pred = model(x)
  crit(pred, y):backward()
  opt:step()
end]],
  right = [[
x = linspace(-1, 1, 40):reshape(-1, 1)
y = x * 3
model = mlp(1, 8, 1)
opt = optim.Adam(model)
crit = nn.MSELoss()
for epoch = 1, 5 do
  opt:zero_grad()
  pred = model(x)
  crit(pred, y):backward()
  opt:step()
end]],
}
