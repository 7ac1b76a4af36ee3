--- The mistake of never clearing gradients: each step uses all gradients so far.
-- Setting 12 of tests/experiments: moons, 2-32-32-1, SGD 0.1. At a rate of 0.03 it would even help:
-- the sum of all gradients is momentum without friction.

local core = require "gradus.core"
local data = require "gradus.data"
local evaluate = require("gradus.evaluate").evaluate
local loop = require "gradus.mistake.loop"
local words = require "gradus.words"

local function one(o, wrong)
  local train = data.moons{n = 300, noise = 0.15, seed = o.seed}
  local val = data.moons{n = 1000, noise = 0.15, seed = o.seed + 1000}
  local model = loop.network(o.seed, 2, 32, 32, 1, {init = "he"})
  loop.train(model, core.nn.BCEWithLogitsLoss(), train, o, 30, {forget_zero_grad = wrong})
  local result = evaluate(model, val)
  return {["train loss"] = evaluate(model, train).loss, accuracy = result.accuracy,
    ["gradient norm"] = loop.gradient_norm(model)}
end

return {
  title = "opt:zero_grad() forgotten",
  spec = loop.spec{lr = 0.1, epochs = 50},
  run = function(o)
    local right, wrong = one(o, false), one(o, true)
    return {right = right, wrong = wrong, rows = {"train loss", "accuracy", "gradient norm"},
      shows = not (wrong["train loss"] < 2 * right["train loss"]),
      telltale = ("The gradient that a step uses is the sum of all before it: its norm is %s "
        .. "instead of "
        .. "%s."):format(words.num(wrong["gradient norm"]), words.num(right["gradient norm"]))}
  end,
}
