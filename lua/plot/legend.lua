--- Names in the margin at the right: at the ends of curves, or as a list of marks.
-- Requires text. A name stands beside what it names, so that nobody has to match colours.

local text = require "gradus.plot.text"

local M = {}

-- Names at ends begin two characters from the area: one for a mark, one between. Names in a list
-- keep one more away from what the area shows at its edge.
local GAP, LIST_GAP = 2, 3
local PAPER_GAP = 1.4 -- the frame takes no character there

--- Cut a name so that it takes at most `limit` columns in a scene.
function M.fitted(scene, name, limit)
  for columns = text.columns(name), 1, -1 do
    local cut = text.clip(name, columns)
    if scene:width(cut, "label") <= limit then return cut end
  end
  return ""
end

-- Where one name is too long, all give way to their `short` form: a list half with numbers puzzles.
local function shorten_names(scene, entries, limit)
  local is_long = false
  for _, entry in ipairs(entries) do
    is_long = is_long or scene:width(text.clean(entry.text), "label") > limit
  end
  for _, entry in ipairs(entries) do
    if is_long and entry.short then entry.text = entry.short end
    entry.text = M.fitted(scene, text.clean(entry.text), limit)
  end
end

local function gap_of(scene, is_list)
  return is_list and LIST_GAP or scene.is_paper and PAPER_GAP or GAP
end

--- Columns to keep free for names in a scene: what the longest needs, at most a third.
-- is_list: for M.list, else for M.at_ends. Shortens or clips each entry's `text` to that.
function M.reserve(scene, entries, is_list)
  local gap, width = gap_of(scene, is_list), 0
  shorten_names(scene, entries, scene.columns // 3 - gap)
  for _, entry in ipairs(entries) do width = math.max(width, scene:width(entry.text, "label")) end
  return width > 0 and width + gap or 0
end

local BETWEEN = 1.5 -- from one name in a row to the mark of the next

-- Names with their marks, packed into rows of `width`: a list of rows of {entry, x}.
local function packed(scene, entries, width)
  local rows, x = {{}}, 0
  for _, entry in ipairs(entries) do
    local room = GAP + scene:width(entry.text, "label")
    if x > 0 and x + room > width then rows[#rows + 1], x = {}, 0 end
    table.insert(rows[#rows], {entry = entry, x = x})
    x = x + room + BETWEEN
  end
  return rows
end

--- Room for a list of names: columns to keep free at the right of the area, and rows above it. A
-- panel on paper has its names above: at its side they would take a third of it.
function M.room(scene, size, entries)
  if not (size.is_panel and scene.is_paper) then
    return math.max(1, M.reserve(scene, entries, true)), 0
  end
  for _, entry in ipairs(entries) do entry.text = text.clean(entry.text) end
  return 1, #entries > 0 and #packed(scene, entries, scene.columns) or 0
end

-- Moves the entries (sorted by y) apart until each has a row: downwards first, then, where that
-- went beyond the bottom, upwards. Rows are whole between characters, and anywhere on paper.
local function move_apart(axes, entries)
  local area, is_paper = axes.area, axes.scene.is_paper
  local free = area.y
  for _, entry in ipairs(entries) do
    entry.row = math.max(free, is_paper and entry.y - 0.5 or math.floor(entry.y))
    free = entry.row + 1
  end
  free = area.y + area.h - 1
  for i = #entries, 1, -1 do
    entries[i].row = math.min(free, entries[i].row)
    free = entries[i].row - 1
  end
end

-- Does a name stand where its curve ends?
local function is_at_home(axes, entry)
  local area = axes.area
  if not entry.x or entry.x <= area.x + area.w - 2.5 then return false end
  if axes.scene.is_paper then return math.abs(entry.row + 0.5 - entry.y) < 0.4 end
  return entry.row == math.floor(entry.y)
end

-- More names than rows: the last row says how many are missing.
local function shorten(entries, rows)
  if #entries <= rows then return entries end
  local out = {table.unpack(entries, 1, rows - 1)}
  out[rows] = {text = ("and %d more"):format(#entries - rows + 1), y = entries[#entries].y}
  return out
end

-- A mark and the name at x beside it.
local function draw_entry(axes, entry, x, y, is_marked, gap)
  if is_marked and entry.shape and not entry.swatch then
    local half = math.min(gap, GAP) - 0.5
    axes.scene:marker({x - half, y}, {shape = entry.shape, colour = entry.colour, role = "sample"})
  end
  axes.scene:text(x, y, entry.text, {role = "label", colour = entry.colour})
end

--- Write names at the ends of curves. entries: {text, x, y, shape, colour}, x and y the curve's
-- end in the scene. A name that cannot stand at its end, or whose curve ends early, gets its mark
-- beside it.
function M.at_ends(axes, entries)
  entries = shorten(entries, math.floor(axes.area.h))
  for i, entry in ipairs(entries) do entry.order = i end
  table.sort(entries, function(a, b)
    if a.y ~= b.y then return a.y < b.y end
    return a.order < b.order
  end)
  move_apart(axes, entries)
  for _, entry in ipairs(entries) do
    local at_home = is_at_home(axes, entry)
    local y = (not at_home or axes.scene.is_paper) and entry.row + 0.5 or entry.y
    local gap = gap_of(axes.scene)
    draw_entry(axes, entry, axes.area.x + axes.area.w + gap, y, not at_home, gap)
  end
end

-- A piece of ground beside its name: of a field, or of a ramp at some level, which on paper has an
-- edge, for it may be as pale as the page.
local function draw_swatch(axes, swatch, x, y)
  local scene = axes.scene
  if not swatch.ramp then return scene:rect(x, y, 1, 1, swatch) end
  scene:cells({x = x, y = y, w = 1, h = 1}, {nx = 1, ny = 1, values = {swatch.level},
    ramp = swatch.ramp})
  if not scene.is_paper then return end
  scene:line({x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y}, {role = "ring"})
end

local function draw_listed(axes, entry, x, y)
  draw_entry(axes, entry, x, y, true, LIST_GAP)
  if entry.swatch then draw_swatch(axes, entry.swatch, x - GAP, y - 0.5) end
end

--- Write a list of names with their marks where M.room has made room. An entry may have `swatch` in
-- place of a shape: the fields of a rect, or {ramp, level}.
function M.list(axes, entries)
  local area = axes.area
  if axes.rows_above == 0 then
    for i, entry in ipairs(shorten(entries, math.floor(area.h))) do
      draw_listed(axes, entry, area.x + area.w + LIST_GAP, area.y + i - 0.5)
    end
    return
  end
  for i, row in ipairs(packed(axes.scene, entries, axes.scene.columns)) do
    for _, one in ipairs(row) do
      draw_listed(axes, one.entry, one.x + GAP, area.y - axes.rows_above + i - 0.5)
    end
  end
end

return M
