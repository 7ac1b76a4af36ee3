--- Pictures: `plot(...)` and `plot.KIND(...)` draw on the terminal and return a figure.
-- Requires choose, doc, events, figure, kinds, namespace and screen. The only place here that draws
-- unasked.

local choose = require "gradus.plot.choose"
local doc = require "gradus.doc"
local events = require "gradus.events"
local figure = require "gradus.plot.figure"
local kinds = require "gradus.plot.kinds"
local namespace = require "gradus.namespace"
local screen = require "gradus.plot.screen"

local M = {}

-- Draw a new figure and announce it to the lessons.
local function show(kind, ...)
  local fig = figure.new(kind, kinds[kind].build(...))
  fig:draw()
  events.emit("plot", fig)
  return fig
end

for _, kind in ipairs(kinds.names) do
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
  name = "plot.style", summary = "Choose how figures are drawn on the terminal.",
  usage = 'plot.style("auto" | "pixels" | "braille" | "block" | "ascii")',
  args = {{name = "style", type = "string", default = "auto",
    doc = "auto takes the finest that the terminal can show"}},
  text = "pixels: real pictures, in terminals that report kitty graphics or sixels; braille: dots, "
    .. "eight to a character; block: half blocks, for fonts without braille; ascii: for all else.",
  example = 'plot.style("ascii")\nplot.curve({1, 2, 3})\nplot.style("auto")',
  see = {"plot", "plot.size"},
}

M.style = screen.style

local function plot(_, value, ...)
  if figure.is(value) then
    value:draw()
    return value
  end
  local fig = show(choose.kind(value, ...))
  return fig
end

return namespace.strict(M, "plot", {__call = plot})
