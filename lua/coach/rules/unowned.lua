--- G0205: parameters that get gradients and never move: no optimizer has them, or its steps are
-- too small to change a number.

local core = require "gradus.core"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local function shape_text(t) return "[" .. table.concat(t.shape, ", ") .. "]" end

local function is_bare(value)
  return core.kind(value) == "tensor" and value.requires_grad and value.is_leaf
end

-- Has the module of this parameter those that the optimizer has, too?
local function shares(weight, run)
  local first
  names.find(function(value)
    local is_it = core.kind(value) == "optimizer" and core.run_of(value) == run
    first = first or is_it and value.params[1]
    return is_it
  end)
  return not first or names.any_module(function(has) return has(weight) and has(first) end)
    or not names.any_module(function(has) return has(first) end)
end

-- The line that makes an optimizer like the one that steps, for all parameters of the model.
local function new_optimizer(sighting)
  local run = sighting.run and sighting.run // 1 | 0
  local book = run and core.run_book(run) or {name = "SGD", lr = 0.1}
  local opt, options = run and names.optimizer(run) or "opt", "{lr = " .. words.setting(book.lr)
  local model, known = names.model(sighting.a)
  local bare = not known and names.all(is_bare) or {}
  if #bare > 0 then
    return ("%s = optim.%s({%s}, %s})"):format(opt, book.name, table.concat(bare, ", "), options)
  end
  if known and run and not shares(sighting.a, run) then
    return ("%s2 = optim.%s(%s:parameters(), %s})  -- and %s2:step() beside %s:step()"):format(opt,
      book.name, model, options, opt, opt)
  end
  return ("%s = optim.%s(%s:parameters(), %s})"):format(opt, book.name, model, options)
end

local function unowned(sighting)
  return {
    what = ("A parameter of shape %s got a gradient in %d passes, but no optimizer has it: it "
      .. "stays as it was born."):format(shape_text(sighting.a), sighting[1] // 1 | 0),
    fix = new_optimizer(sighting),
  }
end

-- Has a schedule taken the rate away?
local function is_gone(book) return book and book.lr < 1e-3 * book.lr_peak end

local function no_effect(sighting)
  local run = sighting.run // 1 | 0
  local opt, book = names.optimizer(run), core.run_book(run)
  local gone = is_gone(book)
  return {
    title = "steps change nothing",
    what = ("Three steps with gradients of norm %s left every number as it was%s."):format(
      words.num(sighting[1]), gone and (": the rate has come down from %s to %s"):format(
      words.num(book.lr_peak), words.num(book.lr)) or ""),
    why = "With so small a step the new weights round to the old ones.",
    fix = gone and ("%s.lr = %s  -- and step the schedule once an epoch, or lower the rate less")
      :format(opt, words.setting(book.lr_first)) or opt .. ".lr = 0.01",
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
