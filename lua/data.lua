--- data: data sets, where they come from, and how they are scaled.
-- Requires namespace and data/*.

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

return namespace.strict(M, "data")
