--- The kinds of figures: one file each, one name here; `plot.NAME` follows from it.
-- A kind is {build(...) -> the figure's fields, from what the user handed over; scene(figure,
-- size); describe(figure) -> a sentence; summary(figure) -> a few words}.

local names = {"boundary", "curve", "fn", "heatmap", "hist", "history", "scatter"}

local M = {}
for _, name in ipairs(names) do M[name] = require("gradus.plot.kinds." .. name) end
return M
