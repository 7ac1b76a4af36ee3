--- The layout of tables: shaded cells, their numbers where they have room, a scale beside them.
-- Requires axes, number, scale, scene, text and ticks. Shared by the kinds heatmap and confusion.
--
-- Fields of such a figure: title, x, y (axes), rows (lists of numbers), levels (0..1 or NaN, row by
-- row), ramp, row_names, column_names, in_cell = function(v) -> text, bar = {labels from high to
-- low} or nil.

local axes_of = require "gradus.plot.axes"
local number = require "gradus.plot.number"
local scale = require "gradus.plot.scale"
local scene = require "gradus.plot.scene"
local text = require "gradus.plot.text"
local ticks_of = require "gradus.plot.ticks"

local M = {}

-- Ticks at the middles of cells: every name where there is room, else round numbers of them.
-- Cells are counted from 1; `sign` -1 turns the axis over, so that row 1 is at the top.
local function cell_ticks(count, names, most, sign)
  local stride = count <= most and 1 or math.tointeger(math.ceil(scale.nice_step(count, most)))
  local out = {}
  for i = 1, count do
    if i % stride == 0 or i == 1 and stride > 2 then
      local name = names and names[i] and text.clip(text.clean(names[i]), 16) or tostring(i)
      out[#out + 1] = {value = sign * i, label = name}
    end
  end
  return out
end

-- As many column ticks as stand clear of each other.
local function column_ticks(sc, count, names, width)
  for most = math.min(count, width // 2), 1, -1 do
    local ticks = cell_ticks(count, names, most, 1)
    if (ticks_of.widest(sc, ticks) + 2) * #ticks <= width then return ticks end
  end
  return {}
end

-- The numbers themselves, if the longest has room in a cell with a space at both sides.
local function draw_values(figure, axes)
  local sc, shown = axes.scene, {}
  local cell_w, columns = axes.area.w / #figure.rows[1], #figure.rows[1]
  if #figure.rows > axes.area.h then return end
  for i, row in ipairs(figure.rows) do
    for j, v in ipairs(row) do
      local label = (" %s "):format(figure.in_cell(v))
      if sc:width(label, "value") > cell_w then return end
      shown[#shown + 1] = {j, -i, label, figure.levels[(i - 1) * columns + j]}
    end
  end
  for _, value in ipairs(shown) do
    sc:text(axes:at_x(value[1]), axes:at_y(value[2]), value[3],
      {anchor = "middle", role = "value", on = {ramp = figure.ramp, level = value[4]}})
  end
end

-- The scale of shades at the right: high on top, with the numbers of its ends and its middle.
local BAR_GAP, BAR_WIDTH = 2, 2

local function draw_bar(figure, axes)
  local area, values, sc = axes.area, {}, axes.scene
  local count = sc.is_paper and 60 or area.h
  for i = 1, count do values[i] = count == 1 and 1 or 1 - (i - 1) / (count - 1) end
  local x = area.x + area.w + BAR_GAP
  sc:cells({x = x, y = area.y, w = BAR_WIDTH, h = area.h},
    {nx = 1, ny = count, values = values, ramp = figure.ramp, smooth = true})
  for i, label in ipairs(figure.bar) do
    local y = area.y + 0.5 + (area.h - 1) * (i - 1) / (#figure.bar - 1)
    sc:text(x + BAR_WIDTH + 1, y, label, {role = "tick"})
  end
end

local function bar_columns(figure, sc)
  if not figure.bar then return 1 end
  local width = 0
  for _, label in ipairs(figure.bar) do width = math.max(width, sc:width(label, "tick")) end
  return BAR_GAP + BAR_WIDTH + 1 + width
end

-- Broader cells than this tear the table apart.
local WIDEST, WIDEST_ON_PAPER = 12, 18

--- Lay a table out for `size`.
function M.scene(figure, size)
  local sc, count = scene.new(size), #figure.rows
  local columns = figure.rows[1] and #figure.rows[1] or 0
  if columns == 0 then
    sc:text(size.columns / 2, size.rows / 2, "an empty table", {anchor = "middle", role = "note"})
    return sc
  end
  local x = axes_of.axis(figure.x, 0.5, columns + 0.5)
  local y = axes_of.axis(figure.y, -count - 0.5, -0.5)
  y.ticks = cell_ticks(count, figure.row_names, size.rows - 4, -1)
  local right = bar_columns(figure, sc)
  local wide = math.min(size.columns - axes_of.left(sc, y.ticks) - right,
    columns * (sc.is_paper and WIDEST_ON_PAPER or WIDEST))
  x.ticks = column_ticks(sc, columns, figure.column_names, wide)
  local axes = axes_of.layout(sc, {title = figure.title, x = x, y = y, right = right, width = wide,
    columns = columns, rows = count, is_table = true})
  sc:cells(axes.area,
    {nx = columns, ny = count, values = figure.levels, ramp = figure.ramp, has_gaps = true})
  draw_values(figure, axes)
  if figure.bar then draw_bar(figure, axes) end
  return sc
end

--- The levels of a table's numbers between lo and hi; NaN for what is not finite.
function M.levels(rows, lo, hi)
  local out = {}
  for _, row in ipairs(rows) do
    for _, v in ipairs(row) do
      out[#out + 1] = number.is_finite(v) and (v - lo) / (hi - lo) or 0 / 0
    end
  end
  return out
end

return M
