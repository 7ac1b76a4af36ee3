--- G0206: steps without gradients, or gradients without steps.

local names = require "gradus.coach.names"

-- n: steps without new gradients; were the gradients set to 0 before them?
local function idle_step(sighting)
  local n, zeroed, opt = sighting[1] // 1 | 0, sighting[2] == 1, names.optimizer(sighting.run)
  if zeroed then
    return {
      title = "gradients are cleared before the step uses them",
      what = ("%d steps in a row found all gradients at 0: zero_grad() stands between backward() "
        .. "and step()."):format(n),
      why = "A step with a gradient of 0 does not move the weights.",
      fix = ("%s:zero_grad()  -- before backward(), not after it"):format(opt),
    }
  end
  return {
    what = ("%d steps in a row without a backward() between them."):format(n),
    fix = "loss:backward()  -- before " .. opt .. ":step()",
  }
end

-- Gradients that are only looked at (how large are they at first?) are no mistake.
local function idle_by_hand(sighting)
  return {
    severity = "note", title = "gradients are read, and no weight changes",
    what = ("%d backward() passes; the gradients were read, and the weights are what they were.")
      :format(sighting[1] // 1 | 0),
    why = "p = p - p.grad * lr gives the name p to a new tensor. The network keeps the old one.",
    fix = "p:sub_(p.grad * lr)  -- changes the weight itself",
  }
end

local function idle_backward(sighting)
  if sighting[2] == 1 then return idle_by_hand(sighting) end
  local opt = sighting.run and names.optimizer(sighting.run)
    or names.find(function(v) return require("gradus.core").kind(v) == "optimizer" end) or "opt"
  return {
    title = "gradients are computed, and no step uses them",
    what = ("%d backward() passes, and no step() in between."):format(sighting[1] // 1 | 0),
    why = "backward() only fills .grad. The weights move in step().",
    fix = opt .. ":step()  -- after loss:backward()",
  }
end

return {
  code = "G0206", severity = "warning", title = "steps without new gradients",
  lecture = "Training the model, the training loop",
  why = "step() uses what backward() left in .grad. Without a new backward() it repeats the old "
    .. "gradient, whatever the loss does.",
  see = {idle_step = idle_step, idle_backward = idle_backward},
  text = "A training step has four parts, in this order: opt:zero_grad(), loss = crit(model(x), "
    .. "y), loss:backward(), opt:step(). Where one is missing or in the wrong place the loss stays "
    .. "where it is, and no error is raised.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 12 do
  loss = crit(model(train.x), train.y)
  loss:backward()
  opt:zero_grad()
  opt:step()
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 12 do
  opt:zero_grad()
  loss = crit(model(train.x), train.y)
  loss:backward()
  opt:step()
end]],
}
