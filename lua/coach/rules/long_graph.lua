--- G0207: a graph that grows with every step, because a sum keeps the losses of all of them.

local core = require "gradus.core"
local names = require "gradus.coach.names"

-- n: steps back to the oldest op, ops in a row.
local function said(sighting)
  local inputs, op = core.inputs(sighting.a)
  local is_sum = op == "add" and sighting.a:numel() == 1
  local old = names.tensor(sighting.a) or inputs[1] and names.tensor(inputs[1])
  local new = inputs[2] and names.tensor(inputs[2], "loss")
  return {
    what = ("A tensor still holds the graphs of the last %d steps: %d operations in a row."):format(
      sighting[1] // 1 | 0, sighting[2] // 1 | 0),
    fix = is_sum and ("%s = %s + %s:item()"):format(old or "total", old or "total", new)
      or ("%s = %s:detach()  -- after each step"):format(old or "state", old or "state"),
  }
end

return {
  code = "G0207", severity = "warning", title = "the graph grows with every step",
  lecture = "Training the model, the training loop",
  why = "total = total + loss keeps every loss together with all that it was computed from. "
    .. "Memory grows, and a backward() through it would go back to the first step.",
  see = {long_graph = said},
  text = "A loss is a tensor that knows how it was computed, so that backward() can go back. Who "
    .. "only wants its number takes loss:item(): then the rest can be forgotten. The same holds "
    .. "for lists of losses, and for a state that is carried from one step to the next: "
    .. "state:detach() keeps the numbers and lets go of their past.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
total = 0
for epoch = 1, 60 do
  opt:zero_grad()
  loss = crit(model(train.x), train.y)
  loss:backward()
  opt:step()
  total = total + loss
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
total = 0
for epoch = 1, 60 do
  opt:zero_grad()
  loss = crit(model(train.x), train.y)
  loss:backward()
  opt:step()
  total = total + loss:item()
end]],
}
