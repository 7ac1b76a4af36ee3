--- How large and in which style figures are drawn on this screen; what the user has set goes first.
-- Requires fail and term (the terminal's facts); pixels, when first needed. Draws nothing.

local fail = require "gradus.plot.fail"
local terminal = require "gradus.term"

local M = {}

local chosen = {style = "auto"}

-- Wider than this, one has to turn one's head to follow a curve.
local WIDEST = 120

--- Set the size of the figures to come, in columns and rows; nil for what suits the terminal.
-- errors: E0102 (range), E0103 (type).
function M.size(columns, rows)
  fail.check("plot.size", {w = columns, h = rows}, {
    w = {type = "integer", min = 20, max = 500, doc = "the width of a figure", unit = "columns"},
    h = {type = "integer", min = 6, max = 200, doc = "the height of a figure", unit = "rows"},
  })
  chosen.columns, chosen.rows = columns, rows
end

--- Set the style: "pixels", "braille", "block", "ascii", or "auto" for the finest that the terminal
-- can show. errors: E0102 unknown, or pixels where the terminal shows none; E0103; E0107.
function M.style(name)
  fail.check("plot.style", {style = name}, {style = {type = "string", required = true,
    choices = {"auto", "pixels", "braille", "block", "ascii"}, doc = "how figures are drawn"}})
  if name == "pixels" and not require("gradus.plot.pixels").mode(true) then
    fail.raise("E0102", "plot.style: this terminal reports neither kitty graphics nor sixels",
      'plot.style("auto") draws with characters; fig:save("name.png") writes a picture.')
  end
  chosen.style = name
end

local with_characters = {braille = true, block = true, ascii = true}

-- The console of Linux has blocks, but no braille.
local function finest_style()
  if not terminal.unicode() then return "ascii" end
  return os.getenv("TERM") == "linux" and "block" or "braille"
end

--- The size and style in use: {columns, rows, style, colour, unicode}; always characters, even
-- where the terminal shows pictures. Four rows stay free for the command above and the prompt
-- below.
function M.current()
  local columns = chosen.columns or math.min(terminal.width(), WIDEST)
  local rows = math.max(15, math.min(20, columns // 5))
  rows = math.max(6, math.min(rows, terminal.height() - 4))
  return {
    columns = math.tointeger(columns), rows = math.tointeger(chosen.rows or rows),
    style = with_characters[chosen.style] and chosen.style or finest_style(),
    colour = terminal.color(), unicode = terminal.unicode(),
  }
end

--- Are figures drawn as pictures here, in pixels instead of characters?
function M.shows_pictures()
  if chosen.style ~= "auto" and chosen.style ~= "pixels" then return false end
  return require("gradus.plot.pixels").mode(chosen.style == "pixels") ~= nil
end

return M
