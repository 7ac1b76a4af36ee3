--- The kinds of figures: one file each, one name here; `plot.NAME` follows from it.
-- A kind is {build(...) -> the figure's fields, from what the user handed over; scene(figure,
-- size); describe(figure) -> a sentence; summary(figure) -> a few words}. It is loaded when it is
-- first needed, and its help page with it.

local doc = require "gradus.doc"

local names = {
  "activations", "beside", "boundary", "bullseye", "complexity", "confusion", "curve", "fits",
  "fn", "gradients", "health", "heatmap", "hist", "history", "landscape", "path", "scatter",
  "weights",
}

local known = {}
for _, name in ipairs(names) do known[name] = true end

local M = setmetatable({names = names}, {__index = function(kinds, name)
  if not known[name] then return nil end
  kinds[name] = require("gradus.plot.kinds." .. name)
  return kinds[name]
end})

doc.later(function()
  for _, name in ipairs(names) do local _ = M[name] end
end)

return M
