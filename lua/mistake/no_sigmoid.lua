--- The mistake of a loss for probabilities on outputs that are none: the sigmoid is missing.
-- Row 78 of the lecture: BCELoss takes numbers between 0 and 1; outside the logarithm does not
-- exist.

local core = require "gradus.core"
local data = require "gradus.data"
local loop = require "gradus.mistake.loop"
local words = require "gradus.words"

-- Share of outputs that are no probability, and of right answers with the cut where it belongs.
local function measured(model, val, sigmoid)
  return core.no_grad(function()
    local out = model(val.x)
    local p = sigmoid and out:sigmoid() or out
    local outside = (p:lt(0) + p:gt(1)):mean():item()
    return {["outputs outside 0..1"] = outside, accuracy = p:gt(0.5):eq(val.y):mean():item(),
      loss = core.nn.BCELoss()(p, val.y):item()}
  end)
end

local function one(o, wrong)
  local train = data.moons{n = 300, noise = 0.15, seed = o.seed}
  local val = data.moons{n = 1000, noise = 0.15, seed = o.seed + 1000}
  local model = loop.network(o.seed, 2, 32, 32, 1, {init = "he"})
  local through = not wrong and function(out) return out:sigmoid() end or nil
  loop.train(model, core.nn.BCELoss(), train, o, 30, {through = through})
  return measured(model, val, not wrong)
end

return {
  title = "BCELoss on raw outputs: the sigmoid is missing",
  spec = loop.spec{lr = 0.1, epochs = 60},
  run = function(o)
    local right, wrong = one(o, false), one(o, true)
    return {right = right, wrong = wrong, rows = {"loss", "accuracy", "outputs outside 0..1"},
      shows = wrong["outputs outside 0..1"] > 0.05 and wrong.loss > 2 * right.loss,
      telltale = ("%s of the outputs are no probabilities; their logarithm does not exist and is "
        .. "cut off "
        .. "at -100."):format(words.num(wrong["outputs outside 0..1"]))}
  end,
}
