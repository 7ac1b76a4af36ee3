--- The mistake of handing a keep probability to a layer that wants the probability to drop.
-- Row 75 of the lecture: keep 0.8 read as drop 0.8, on the noisy moons of setting 4.

local core = require "gradus.core"
local data = require "gradus.data"
local evaluate = require("gradus.evaluate").evaluate
local loop = require "gradus.mistake.loop"
local words = require "gradus.words"

local function one(o, drop)
  local train = data.moons{n = 100, noise = 0.25, flip = 0.1, seed = o.seed}
  local val = data.moons{n = 1000, noise = 0.25, flip = 0.1, seed = o.seed + 1000}
  local model = loop.network(o.seed, 2, 128, 128, 1, {init = "he", dropout = {drop = drop}})
  loop.train(model, core.nn.BCEWithLogitsLoss(), train, o, 50)
  local silent = model[3]:train()(core.ones(1, 10000)):eq(0):mean():item()
  model:eval()
  return {["train loss"] = evaluate(model, train).loss, accuracy = evaluate(model, val).accuracy,
    ["share silenced"] = silent}
end

return {
  title = "keep probability 0.8 passed where the drop probability belongs",
  spec = loop.spec{lr = 0.003, optimizer = "adam", epochs = 300},
  run = function(o)
    local right, wrong = one(o, 0.2), one(o, 0.8)
    return {right = right, wrong = wrong, rows = {"train loss", "accuracy", "share silenced"},
      shows = wrong["train loss"] > right["train loss"],
      telltale = ("The layer silences %s of the units instead of %s. Say which is meant: "
        .. "nn.Dropout{keep = 0.8}."):format(words.num(wrong["share silenced"]),
        words.num(right["share silenced"]))}
  end,
}
