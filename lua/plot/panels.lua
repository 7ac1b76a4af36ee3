--- Several pictures in one: where each of them lies.
-- Requires scene. Shared by the kinds beside and bullseye.

local scene = require "gradus.plot.scene"

local M = {}

local LEAST = 34 -- columns; narrower pictures say nothing, and are put below each other
local GAP = 2

-- How many stand side by side.
local function across(count, size)
  if size.paper then return count <= 3 and count or math.ceil(count / 2) end
  local most = math.max(1, (size.columns + GAP) // (LEAST + GAP))
  return math.tointeger(math.min(count, most))
end

--- Lay pictures out beside each other, or below where the screen is narrow. layout(i, size) gives
-- the scene of picture i; above, below: rows to keep free above and below all of them. Returns the
-- whole scene.
function M.scene(count, size, layout, above, below)
  above, below = above or 0, below or 0
  local columns = across(count, size)
  local lines = math.ceil(count / columns)
  local width = (size.columns - GAP * (columns - 1)) / columns
  -- Between characters each line of pictures has the height of one; paper is as high as it is.
  local height = size.rows - above - below
  if size.paper then height = (height - (lines - 1)) / lines end
  if not size.paper then width = width // 1 end
  local sc = scene.new(size)
  local top = above
  for line = 1, lines do
    local tallest = 0
    for column = 1, columns do
      local i = (line - 1) * columns + column
      if i <= count then
        local sub = layout(i, setmetatable({columns = width, rows = height}, {__index = size}))
        tallest = math.max(tallest, sub.rows)
        sc:include(sub, (column - 1) * (width + GAP), top)
      end
    end
    top = top + (size.paper and height or tallest) + (line < lines and 1 or 0)
  end
  if not size.paper then sc.rows = top + below end
  return sc
end

--- How many times more columns a page of `count` pictures needs, for letters that fit.
function M.density(count)
  return count <= 1 and 1 or count == 2 and 1.15 or 1.3
end

return M
