--- The mistake of a softmax before a loss that applies its own.
-- Setting 13 of tests/experiments: three spirals, 2-32-32-3. The accuracy may hardly suffer; the
-- loss cannot fall below ln((e + K - 1)/e), because the second softmax sees numbers between 0 and 1
-- only.

local core = require "gradus.core"
local data = require "gradus.data"
local loop = require "gradus.mistake.loop"
local accuracy = require("gradus.evaluate").accuracy
local words = require "gradus.words"

local CLASSES = 3

local function one(o, wrong)
  local train = data.spirals{n = 300, classes = CLASSES, noise = 0.2, seed = o.seed}
  local val = data.spirals{n = 900, classes = CLASSES, noise = 0.2, seed = o.seed + 1000}
  local model = loop.network(o.seed, 2, 32, 32, CLASSES, {init = "he"})
  local crit = core.nn.CrossEntropyLoss()
  local softmax = core.nn.Softmax()
  loop.train(model, crit, train, o, 30, {through = wrong and softmax or nil})
  local loss = core.no_grad(function()
    local out = model(train.x)
    return crit(wrong and softmax(out) or out, train.y):item()
  end)
  return {["train loss"] = loss, accuracy = accuracy(model, val)}
end

return {
  title = "softmax applied twice: in the network and in CrossEntropyLoss",
  spec = loop.spec{lr = 0.1, epochs = 60},
  run = function(o)
    local floor = math.log((math.exp(1) + CLASSES - 1) / math.exp(1))
    local right, wrong = one(o, false), one(o, true)
    return {right = right, wrong = wrong, rows = {"train loss", "accuracy"},
      shows = wrong["train loss"] > floor - 1e-6 and right["train loss"] < floor,
      telltale = ("The loss is stuck above %s = ln((e + 2)/e), which two softmaxes cannot cross; "
        .. "without "
        .. "the first it reaches %s."):format(words.num(floor), words.num(right["train loss"]))}
  end,
}
