--- G0205: parameters that get gradients and never move: no optimizer has them, or its steps are
-- too small to change a number.

local core = require "gradus.core"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local function shape_text(t) return "[" .. table.concat(t.shape, ", ") .. "]" end

-- The line that makes an optimizer like the one that steps, for all parameters of the model.
local function new_optimizer(sighting)
  local book = sighting.run and core.run_book(sighting.run // 1 | 0) or {name = "SGD", lr = 0.1}
  local opt = sighting.run and names.optimizer(sighting.run) or "opt"
  return ("%s = optim.%s(%s:parameters(), {lr = %s})"):format(opt, book.name,
    names.model(sighting.a), words.plain and words.setting(book.lr) or book.lr)
end

local function unowned(sighting)
  return {
    what = ("A parameter of shape %s got a gradient in %d passes, but no optimizer has it: it "
      .. "stays as it was born."):format(shape_text(sighting.a), sighting[1] // 1 | 0),
    fix = new_optimizer(sighting),
  }
end

local function no_effect(sighting)
  local opt = names.optimizer(sighting.run)
  return {
    title = "steps change nothing",
    what = ("Three steps with gradients of norm %s left every number as it was."):format(
      words.num(sighting[1])),
    why = "With so small a step the new weights round to the old ones.",
    fix = opt .. ".lr = 0.01",
  }
end

return {
  code = "G0205", severity = "error", title = "a parameter that no optimizer trains",
  lecture = "Training the model, the optimizer",
  why = "An optimizer changes just the tensors it was given when it was made.",
  see = {unowned = unowned, no_effect = no_effect},
  passed = function(net)
    return net.steps >= 5 and "every parameter with a gradient was moved by the steps" or nil
  end,
  text = "opt = optim.SGD(model:parameters(), …) takes the list of tensors as it is at that "
    .. "moment. Layers that are added or replaced afterwards, a second model, or weights made by "
    .. "hand are not in it: they get gradients, and nobody uses them.\n\nMake the optimizer after "
    .. "the model is complete, and give it all parameters. What is meant to stay fixed says so: "
    .. "w:requires_grad_(false).",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model:parameters(), {lr = 0.1})
model[3] = nn.Linear(8, 1)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 8 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
model[3] = nn.Linear(8, 1)
opt = optim.SGD(model:parameters(), {lr = 0.1})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 8 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
}
