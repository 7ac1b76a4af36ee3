--- Pictures: `plot(...)` and `plot.KIND(...)` draw on the terminal and return a figure.
-- Requires doc, events, fail, figure, input, kinds, namespace, probe and screen. The only
-- place here that draws unasked.

local doc = require "gradus.doc"
local events = require "gradus.events"
local fail = require "gradus.plot.fail"
local figure = require "gradus.plot.figure"
local input = require "gradus.plot.input"
local kinds = require "gradus.plot.kinds"
local namespace = require "gradus.namespace"
local probe = require "gradus.plot.probe"
local screen = require "gradus.plot.screen"

local M = {}

-- Draw a new figure and announce it to the lessons.
local function show(kind, ...)
  local fig = figure.new(kind, kinds[kind].build(...))
  fig:draw()
  events.emit("plot", fig)
  return fig
end

for kind in pairs(kinds) do
  M[kind] = function(...)
    local fig = show(kind, ...)
    return fig
  end
end

doc.add {
  name = "plot.size",
  summary = "Set the size of the figures to come; without arguments, what suits the terminal.",
  usage = "plot.size(w, h)",
  args = {
    {name = "w", type = "integer", doc = "width in columns, 20 to 500"},
    {name = "h", type = "integer", doc = "height in rows, 6 to 200"},
  },
  example = "plot.size(60, 14)\nplot.curve({1, 2, 3})\nplot.size()", see = {"plot", "plot.style"},
}

M.size = screen.size

doc.add {
  name = "plot.style", summary = "Choose the characters that figures are drawn with.",
  usage = 'plot.style("braille" | "block" | "ascii" | "auto")',
  args = {{name = "style", type = "string", default = "auto",
    doc = "braille is the finest; auto takes the finest that the terminal can show"}},
  example = 'plot.style("ascii")\nplot.curve({1, 2, 3})\nplot.style("auto")',
  see = {"plot", "plot.size"},
}

M.style = screen.style

-- Which kind a value asks for: plot(x) draws what x is.
local function kind_for(value)
  if value == nil then
    fail.raise("E0107", "plot needs something to draw, found nothing (nil)",
      "For example plot(h), after h = fit(…).")
  end
  if input.is_history(value) then return "history" end
  if input.is_dataset(value) then return "scatter" end
  if probe.is_callable(value) then return "fn" end
  return "curve"
end

local function plot(_, value, ...)
  if figure.is(value) then
    value:draw()
    return value
  end
  local fig = show(kind_for(value), value, ...)
  return fig
end

return namespace.strict(M, "plot", {__call = plot})
