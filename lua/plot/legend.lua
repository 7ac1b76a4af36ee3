--- Names in the margin at the right: at the ends of curves, or as a list of marks.
-- Requires text. A name stands beside what it names, so that nobody has to match colours.

local text = require "gradus.plot.text"

local M = {}

-- Names at ends begin two characters from the area: one for a mark, one between. Names in a list
-- keep one more away from what the area shows at its edge.
local GAP, LIST_GAP = 2, 3

-- Where one name is too long, all give way to their `short` form: a list half with numbers puzzles.
local function shorten_names(entries, limit)
  local is_long = false
  for _, entry in ipairs(entries) do
    is_long = is_long or text.columns(text.clean(entry.text)) > limit
  end
  for _, entry in ipairs(entries) do
    if is_long and entry.short then entry.text = entry.short end
    entry.text = text.clip(text.clean(entry.text), limit)
  end
end

--- Columns to keep free for names in a picture of `columns`: what the longest needs, at most a
-- third. is_list: for M.list, else for M.at_ends. Shortens or clips each entry's `text` to that.
function M.reserve(entries, columns, is_list)
  local gap, width = is_list and LIST_GAP or GAP, 0
  shorten_names(entries, columns // 3 - gap)
  for _, entry in ipairs(entries) do width = math.max(width, text.columns(entry.text)) end
  return width > 0 and width + gap or 0
end

-- Moves the entries (sorted by y) apart until each has a row: downwards first, then, where that
-- went beyond the bottom, upwards.
local function move_apart(entries, top, bottom)
  local free = top
  for _, entry in ipairs(entries) do
    entry.row = math.max(free, math.floor(entry.y))
    free = entry.row + 1
  end
  free = bottom
  for i = #entries, 1, -1 do
    entries[i].row = math.min(free, entries[i].row)
    free = entries[i].row - 1
  end
end

-- More names than rows: the last row says how many are missing.
local function shorten(entries, rows)
  if #entries <= rows then return entries end
  local out = {table.unpack(entries, 1, rows - 1)}
  out[rows] = {text = ("and %d more"):format(#entries - rows + 1), y = entries[#entries].y}
  return out
end

local function draw_entry(axes, entry, y, is_marked, gap)
  local x = axes.area.x + axes.area.w + gap - GAP
  if is_marked and entry.shape and not entry.swatch then
    axes.scene:marker({x + 0.5, y}, {shape = entry.shape, colour = entry.colour, role = "sample"})
  end
  axes.scene:text(x + GAP, y, entry.text, {role = "label", colour = entry.colour})
end

--- Write names at the ends of curves. entries: {text, x, y, shape, colour}, x and y the curve's
-- end in the scene. A name that cannot stand at its end, or whose curve ends early, gets its mark
-- beside it.
function M.at_ends(axes, entries)
  local area = axes.area
  entries = shorten(entries, area.h)
  table.sort(entries, function(a, b) return a.y < b.y end)
  move_apart(entries, area.y, area.y + area.h - 1)
  for _, entry in ipairs(entries) do
    local is_at_home = entry.row == math.floor(entry.y) and entry.x
      and entry.x > area.x + area.w - 2.5
    draw_entry(axes, entry, is_at_home and entry.y or entry.row + 0.5, not is_at_home, GAP)
  end
end

--- Write a list of names with their marks, from the top. An entry may have `swatch`, the fields of
-- a rect, in place of a shape.
function M.list(axes, entries)
  local area = axes.area
  for i, entry in ipairs(shorten(entries, area.h)) do
    local y = area.y + i - 0.5
    draw_entry(axes, entry, y, true, LIST_GAP)
    if entry.swatch then
      axes.scene:rect(area.x + area.w + LIST_GAP - GAP, y - 0.5, 1, 1, entry.swatch)
    end
  end
end

return M
