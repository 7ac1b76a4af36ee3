local T = require "gradus_test"
local update = require "gradus.repl.update"

local train = data.moons{n = 40, seed = 1}

local function one_run(name, options, given)
  seed(3)
  local m = mlp(2, 8, 1)
  given.epochs, given.verbose, given.optimizer = given.epochs or 1, false, optim[name](m, options)
  given.batch = 40
  return fit(m, train, given)
end

local function value(text, label)
  return tonumber(text:match("\n  " .. label .. "%s+(%S+)"))
end

-- The number that the text is about, in a network.
local function weight(text, model)
  local name, index = text:match("one weight: ([%w.]+)%[([%d, ]+)%]")
  local t = model:state_dict()[name]
  for i in index:gmatch("%d+") do t = t[math.tointeger(tonumber(i))] end
  return type(t) == "number" and t or t:item()
end

local optimizers = {
  {"SGD", {lr = 0.1}}, {"SGD", {lr = 0.1, weight_decay = 0.5}},
  {"SGD", {lr = 0.1, momentum = 0.9, weight_decay = 0.5}},
  {"Adam", {lr = 0.1, weight_decay = 0.5}}, {"AdamW", {lr = 0.1, weight_decay = 0.5}},
}

for _, case in ipairs(optimizers) do
  T.test("the step of " .. case[1] .. " leads from the value before to the one after", function()
    local h = one_run(case[1], case[2], {})
    local text = update.step(h)
    local old, change, new = value(text, "old value"), value(text, "change"),
      value(text, "new value")
    T.near(old, weight(text, h:first_model()), 1e-3, 1e-4)
    T.near(new, weight(text, h.model), 1e-3, 1e-4)
    T.near(old + change, new, 1e-3, 1e-4)
    T.ok(math.abs(change) > 1e-3)
  end)

  T.test("a later step of " .. case[1] .. " begins where the one before ended", function()
    local h, before = one_run(case[1], case[2], {epochs = 6}), one_run(case[1], case[2],
      {epochs = 5})
    local text = update.step(h)
    T.near(value(text, "old value"), weight(text, before.model), 1e-3, 1e-4)
    T.near(value(text, "new value"), weight(text, h.model), 1e-3, 1e-4)
  end)
end

T.test("what the last step does not leave behind is said", function()
  T.ok(update.step(one_run("RMSprop", {lr = 0.1}, {})):find("RMSprop is not one of", 1, true))
  local h = one_run("SGD", {lr = 0.1, momentum = 0.9, nesterov = true}, {})
  T.ok(update.step(h):find("not explained", 1, true))
end)

T.test("the loss has a part of the data and one of the penalty", function()
  local h = one_run("SGD", {lr = 0.1}, {l2 = 0.1})
  local text = update.loss(h)
  T.near(value(text, "data"), h.train_loss[1], 1e-4, 0)
  T.near(value(text, "penalty"), h.penalty[1], 1e-4, 0)
  T.near(value(text, "together"), h.train_loss[1] + h.penalty[1], 1e-4, 0)
end)

T.test("gradients by layer are those of the last step, and the network is left alone", function()
  local h = one_run("SGD", {lr = 0.1}, {})
  local w = h.model:parameters()[1]
  local expected = w.grad:norm():item() / math.sqrt(w:numel())
  local before = w:clone()
  h.model:zero_grad()
  T.near(value(update.grad(h), "1.weight"), expected, 1e-4, 0)
  T.ok(w:eq(before):all():item() == 1)
  T.eq(#runs, h.id)
end)

T.finish()
