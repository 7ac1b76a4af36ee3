--- data: data sets, where they come from, and how they are scaled.
-- Requires doc, namespace and data/*.

local doc = require "gradus.doc"
local namespace = require "gradus.namespace"

require "gradus.data.batches"
require "gradus.data.describe"
require "gradus.data.moved"
require "gradus.data.split"

local M = {}
for _, file in ipairs{"generate", "scale", "features"} do
  for name, value in pairs(require("gradus.data." .. file)) do M[name] = value end
end
M.from = require "gradus.data.from"
M.csv = require "gradus.data.csv"
M.idx = require "gradus.data.idx"

doc.add{name = "data", usage = "data.moons{…}, data.csv(path), data.from(x, y), …",
  summary = "Makes data sets: drawn ones, those of files, those of your own tensors.",
  text = "A data set has x (inputs, a row each), y (targets) and task; #ds counts its rows. "
    .. "Drawn: moons, circles, spirals, xor, blobs, cats, digits, multilabel (classes); sine, "
    .. "polynomial (regression).",
  example = "train, val, test = data.moons{n=200, seed=1}:split()\nprint(train)"
    .. "  --> moons: 120 rows, 2 features, binary (2 classes), train",
  see = {"dataset:split", "dataset:batches", "data.Standardizer"}}

return namespace.strict(M, "data")
