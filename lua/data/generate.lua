--- data.moons{…} and its kind: the generators written in C, as data sets.
-- Requires core and data.dataset. Their options, their checks and their pages are C records.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"

local M = {}

local function named(name, make)
  return function(...)
    local x, y, info = make(...)
    return dataset.new{x = x, y = y, task = info.task, classes = info.classes,
      features = info.features,
      name = name}
  end
end

for name, make in pairs(core.data) do M[name] = named(name, make) end

return M
