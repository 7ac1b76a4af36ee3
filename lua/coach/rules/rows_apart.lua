--- G0106: inputs and targets of one data set whose rows have come apart.

local names = require "gradus.coach.names"

local function said(sighting)
  local y = names.tensor(sighting.b, "y")
  return {
    what = ("Outputs and targets of %d rows come from one data set, but not from the same rows in "
      .. "the same order."):format(sighting.a:size(1)),
    fix = ("train = data.from(x, %s)  -- train:batches(32, {shuffle = true}) moves both alike")
      :format(y),
  }
end

return {
  code = "G0106", severity = "error", title = "inputs and targets are out of step",
  lecture = "Training the model, training pairs",
  why = "Each input is trained with the target of another row. The network can only learn how "
    .. "often each target comes up.",
  see = {rows = said},
  passed = function(net) return net.loss_name and "inputs and targets are in step" or nil end,
  text = "x and y are pairs: row 5 of y belongs to row 5 of x. Shuffling one of them, or each by "
    .. "itself, or cutting them at different places, breaks the pairs, and no error is raised. "
    .. "Shuffle with one order for both, or let ds:batches(size, {shuffle = true}) do it.",
  wrong = [[
ds = data.moons{n = 100, seed = 1}
x, y = ds.x, ds.y
x = x:index_select(1, randperm(100))
y = y:index_select(1, randperm(100))
model = mlp(2, 8, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(x), y):backward()
  opt:step()
end]],
  right = [[
ds = data.moons{n = 100, seed = 1}
x, y = ds.x, ds.y
order = randperm(100)
x = x:index_select(1, order)
y = y:index_select(1, order)
model = mlp(2, 8, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(x), y):backward()
  opt:step()
end]],
}
