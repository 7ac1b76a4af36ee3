--- The mistake of raw inputs: one feature is a thousand times larger and far from 0.
-- Setting 11 of tests/experiments: moons with the second feature times 1000 plus 5000. A factor of
-- 10 alone would not show it.

local core = require "gradus.core"
local data = require "gradus.data"
local accuracy = require("gradus.evaluate").accuracy
local loop = require "gradus.mistake.loop"
local words = require "gradus.words"

local function raw_moons(n, seed)
  local ds = data.moons{n = n, noise = 0.15, seed = seed}
  ds.x = ds.x * core.tensor{1, 1000} + core.tensor{0, 5000}
  return ds
end

local function one(o, train, val)
  local model = loop.network(o.seed, 2, 32, 32, 1, {init = "he"})
  loop.train(model, core.nn.BCEWithLogitsLoss(), train, o, 30)
  return {accuracy = accuracy(model, val), ["largest input"] = train.x:abs():max():item()}
end

return {
  title = "inputs not normalised",
  spec = loop.spec{lr = 0.1, epochs = 50},
  run = function(o)
    local train, val = raw_moons(300, o.seed), raw_moons(1000, o.seed + 1000)
    local wrong = one(o, train, val)
    local norm = data.Standardizer(train)
    local right = one(o, norm(train), norm(val))
    return {right = right, wrong = wrong, rows = {"accuracy", "largest input"},
      shows = right.accuracy > 0.9 and not (wrong.accuracy > 0.6),
      telltale = ("Inputs up to %s: no learning rate suits both features. Standardised with the "
        .. "training "
        .. "rows' mean and deviation they stay below %s."):format(words.num(wrong["largest input"]),
        words.num(right["largest input"]))}
  end,
}
