--- Figures on their way from the terminal into a page.
-- Requires gradus.term. Prints nothing.

local term = require "gradus.term"

local M = {}

--- A figure as SVG text, or nil where pictures cannot be made.
function M.svg(figure)
  local path = os.tmpname()
  os.remove(path)
  local done = figure:save(path .. ".svg")
  local file = done and io.open(path .. ".svg", "rb")
  local text = file and file:read("a")
  if file then file:close() end
  os.remove(path .. ".svg")
  return text or nil
end

--- The output without the figure drawn with characters, whose picture takes the place.
function M.without_drawing(output, figure)
  local drawn = term.strip(figure:text())
  local start, stop = output:find(drawn, 1, true)
  return start and output:sub(1, start - 1) .. output:sub(stop + 2) or output
end

return M
